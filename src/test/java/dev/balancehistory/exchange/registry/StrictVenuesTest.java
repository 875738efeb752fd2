package dev.balancehistory.exchange.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.BalanceFetcher;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.ResponseClock;
import dev.balancehistory.exchange.VirtualTime;
import dev.balancehistory.exchange.http.HttpTransport;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.Venue;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.support.Patience;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits and passphrases of the exchanges that sign by headers, as the local exchange checks them. */
class StrictVenuesTest {
    private static final HttpSettings HTTP = new HttpSettings(Patience.LIMIT, Patience.LIMIT, 256 * 1024, 4);
    private static final String KEY = "CANARYKEY7f3a9c51d2e4";
    private static final String SECRET = "CANARYSECRET0b8e64f1a7c3";
    private static final String PASSPHRASE = "canary horse 5d1e";

    private final HttpTransport transport = new HttpTransport(HTTP);
    private final VirtualTime time = new VirtualTime();
    private final BalanceFetcher fetcher = new BalanceFetcher(HTTP, time.clock());

    @AfterEach
    void close() {
        transport.close();
    }

    /** Each number of fetches is more than a window lets pass. */
    @ParameterizedTest
    @CsvSource({"BYBIT, 40", "OKX, 40", "KUCOIN, 450", "BITGET, 40"})
    void manyFetchesWithAKeyStayWithinItsLimits(Venue venue, int fetches) {
        try (LocalExchange exchange = start(venue)) {
            for (int i = 0; i < fetches; i++) {
                assertThat(fetch(exchange, venue, PASSPHRASE).outcome()).isEqualTo(Outcome.DONE);
            }

            assertThat(exchange.served(KEY)).allMatch(Served::success).hasSizeGreaterThanOrEqualTo(fetches);
            assertThat(time.waits()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"OKX, 50105", "KUCOIN, 400004", "BITGET, 40012"})
    void aWrongPassphraseIsReportedAfterOneRequest(Venue venue, String code) {
        try (LocalExchange exchange = start(venue)) {
            FetchResult fetched = fetch(exchange, venue, "canary horse 5d1f");

            assertThat(fetched.outcome()).isEqualTo(Outcome.CREDENTIALS);
            assertThat(fetched.problem())
                    .contains(" " + code + " ")
                    .endsWith(": check the passphrase, which was chosen when the key was created")
                    .doesNotContain("canary");
            assertThat(exchange.requests(KEY)).isEqualTo(1);
        }
    }

    private LocalExchange start(Venue venue) {
        return LocalExchange.start(venue, Settings.strict().withClock(time.clock()))
                .addAccount(KEY, SECRET, PASSPHRASE, Holdings.seed());
    }

    private FetchResult fetch(LocalExchange exchange, Venue venue, String passphrase) {
        BalanceSource source = Exchanges.all(() -> transport).named(venue.word());
        Credentials credentials = new Credentials(exchange.baseUrl(), KEY, SECRET, passphrase, source.wallets());
        return fetcher.fetch(source, credentials, time.deadline(Duration.ofHours(1)), new ResponseClock(time.clock()));
    }
}
