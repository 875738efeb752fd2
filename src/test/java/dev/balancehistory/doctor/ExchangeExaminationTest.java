package dev.balancehistory.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.NonceLock;
import dev.balancehistory.exchange.Probe;
import dev.balancehistory.exchange.VirtualTime;
import dev.balancehistory.exchange.binance.Binance;
import dev.balancehistory.exchange.http.HttpSource;
import dev.balancehistory.exchange.http.HttpTransport;
import dev.balancehistory.exchange.kraken.Kraken;
import dev.balancehistory.exchange.mexc.Mexc;
import dev.balancehistory.exchange.upbit.Upbit;
import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.TestKeys;
import dev.balancehistory.localexchange.venue.Venue;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.settings.ConfiguredAccount;
import dev.balancehistory.support.Patience;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeExaminationTest {
    private static final int ACCOUNTS = 100;
    private static final int AT_ONCE = 16;
    private static final HttpSettings HTTP = new HttpSettings(Patience.LIMIT, Patience.LIMIT, 256 * 1024, 1);

    @Test
    void aBanOfTheIpAddressStopsTheRequestsForAllFurtherAccounts() {
        try (LocalExchange exchange =
                        LocalExchange.start(Venue.BINANCE, Settings.strict().withoutRateLimits());
                HttpTransport transport = new HttpTransport(HTTP)) {
            HttpSource source = new HttpSource(Binance.adapter(), transport);
            List<ConfiguredAccount> accounts = IntStream.range(0, ACCOUNTS)
                    .mapToObj(i -> account(exchange, source, "account-" + i))
                    .toList();
            List<Finding> findings = new ArrayList<>();

            new ExchangeExamination(InstantSource.system(), NonceLock.NONE)
                    .examine(accounts, Patience.LIMIT, findings::add);

            assertThat(accounts.stream().mapToInt(each -> exchange.requests(each.name())))
                    .as("requests that were under way when the first ban arrived")
                    .filteredOn(requests -> requests > 0)
                    .hasSizeBetween(1, AT_ONCE);
            assertThat(findings)
                    .filteredOn(finding -> finding.detail().endsWith("the exchange has banned this IP address"))
                    .hasSizeGreaterThanOrEqualTo(ACCOUNTS - AT_ONCE);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, FAIL, DATA_ERROR", "-10000, FAIL, DATA_ERROR", "-300, WARN, DONE"})
    void aClockThatMakesEachResponseImpossibleIsAFailure(long days, Finding.Level level, Outcome outcome) {
        try (LocalExchange exchange = LocalExchange.start(
                        Venue.UPBIT, Settings.strict().withoutRateLimits().withClockAhead(Duration.ofDays(days)));
                HttpTransport transport = new HttpTransport(HTTP)) {
            List<Finding> findings = new ArrayList<>();

            new ExchangeExamination(InstantSource.system(), NonceLock.NONE)
                    .examine(
                            List.of(account(exchange, new HttpSource(Upbit.adapter(), transport), "main")),
                            Patience.LIMIT,
                            findings::add);

            assertThat(findings)
                    .filteredOn(finding -> finding.subject().equals("clock"))
                    .extracting(Finding::level, Finding::outcome)
                    .containsExactly(tuple(level, outcome));
        }
    }

    @Test
    void aKeyWithRisingNoncesIsLockedAsByARun() {
        AtomicInteger attempts = new AtomicInteger();
        AtomicInteger released = new AtomicInteger();
        NonceLock lock = (name, key) -> attempts.incrementAndGet() < 4 ? null : released::incrementAndGet;
        String secret = TestKeys.krakenSecret();
        try (LocalExchange exchange = LocalExchange.start(
                                Venue.KRAKEN, Settings.strict().withoutRateLimits())
                        .addAccount("key", secret, Holdings.fixed());
                HttpTransport transport = new HttpTransport(HTTP)) {
            HttpSource source = new HttpSource(Kraken.adapter(), transport);
            ConfiguredAccount account =
                    new ConfiguredAccount("main", source, new Credentials(exchange.baseUrl(), "key", secret), null);

            assertThat(findings(lock, account))
                    .extracting(Finding::subject)
                    .contains("account main", "key of account main");
            assertThat(attempts).hasValue(4);
            assertThat(released).hasValue(1);
            assertThat(exchange.served("key"))
                    .extracting(Served::nonce)
                    .isSorted()
                    .hasSize(2);
        }
    }

    @Test
    void aKeyThatARunUsesUntilTheDeadlineIsNotTested() {
        try (HttpTransport transport = new HttpTransport(HTTP)) {
            Credentials credentials = new Credentials(URI.create("http://127.0.0.1:1"), "key", TestKeys.krakenSecret());
            ConfiguredAccount account =
                    new ConfiguredAccount("main", new HttpSource(Kraken.adapter(), transport), credentials, null);
            List<Finding> findings = new ArrayList<>();

            new KeyExamination(
                            new Probe(InstantSource.system(), (exchange, key) -> null),
                            Duration.ZERO,
                            Patience.LIMIT,
                            new VirtualTime().deadline(Duration.ofMinutes(1)))
                    .examine(List.of(account), findings::add);

            assertThat(findings)
                    .containsExactly(Finding.warn(
                            "account main",
                            "key and secret are configured; not tested, another process used the key all the time",
                            "run doctor again"));
        }
    }

    @Test
    void theUnverifiedFactsAreReportedByTheResponsesThatShowThem() {
        assertThat(unverified(new Holding("BTC", "1", "1"), new Holding("ETH", "0", "0")))
                .isEqualTo("observed: the time endpoint, zero balances are listed; not observable here: the time window"
                        + " of 5 s, the limit, the codes 602, 10072, 700001 and 700006");
        assertThat(unverified(new Holding("BTC", "1", "1")))
                .startsWith("observed: the time endpoint; not observable here: zero balances are listed, ");
    }

    private static String unverified(Holding... holdings) {
        try (LocalExchange exchange = LocalExchange.start(Venue.MEXC, Settings.strict())
                        .addAccount("key", "secret", Holdings.fixed(holdings));
                HttpTransport transport = new HttpTransport(HTTP)) {
            HttpSource source = new HttpSource(Mexc.adapter(), transport);
            ConfiguredAccount account =
                    new ConfiguredAccount("main", source, new Credentials(exchange.baseUrl(), "key", "secret"), null);
            return findings(NonceLock.NONE, account).stream()
                    .filter(finding -> finding.subject().equals("unverified facts of mexc"))
                    .map(Finding::detail)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<Finding> findings(NonceLock lock, ConfiguredAccount account) {
        List<Finding> findings = new ArrayList<>();
        new ExchangeExamination(InstantSource.system(), lock).examine(List.of(account), Patience.LIMIT, findings::add);
        return findings;
    }

    private static ConfiguredAccount account(LocalExchange exchange, HttpSource source, String key) {
        exchange.addAccount(key, "secret-" + key, Holdings.fixed());
        exchange.always(key, Misbehaviour.httpStatus(418, "application/json", "{\"code\":-1003,\"msg\":\"banned\"}"));
        return new ConfiguredAccount(key, source, new Credentials(exchange.baseUrl(), key, "secret-" + key), null);
    }
}
