package dev.balancehistory.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.binance.Binance;
import dev.balancehistory.exchange.http.HttpSource;
import dev.balancehistory.exchange.http.HttpTransport;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.Venue;
import dev.balancehistory.settings.ConfiguredAccount;
import dev.balancehistory.support.Patience;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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

            new ExchangeExamination(InstantSource.system()).examine(accounts, Patience.LIMIT, findings::add);

            assertThat(accounts.stream().mapToInt(each -> exchange.requests(each.name())))
                    .as("requests that were under way when the first ban arrived")
                    .filteredOn(requests -> requests > 0)
                    .hasSizeBetween(1, AT_ONCE);
            assertThat(findings)
                    .filteredOn(finding -> finding.detail().endsWith("the exchange has banned this IP address"))
                    .hasSizeGreaterThanOrEqualTo(ACCOUNTS - AT_ONCE);
        }
    }

    private static ConfiguredAccount account(LocalExchange exchange, HttpSource source, String key) {
        exchange.addAccount(key, "secret-" + key, Holdings.fixed());
        exchange.always(key, Misbehaviour.httpStatus(418, "application/json", "{\"code\":-1003,\"msg\":\"banned\"}"));
        return new ConfiguredAccount(key, source, new Credentials(exchange.baseUrl(), key, "secret-" + key), null);
    }
}
