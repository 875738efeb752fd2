package dev.balancehistory.localexchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.venue.VenueClient.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published limits: how many requests pass, what the next one gets, and when the window opens again. */
class VenueLimitTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-28T12:00:00.250Z"));

    /** {@code pass} requests pass at one instant; after {@code wait} milliseconds one more passes, and not one earlier. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            UPBIT,    /v1/accounts,                                    '',                 30,   429,                      1000
            BINANCE,  /api/v3/account,                                 '',                 300,  -1003,                    60000
            KRAKEN,   /0/private/BalanceEx,                            '',                 15,   EAPI:Rate limit exceeded, 3000
            COINBASE, /api/v3/brokerage/accounts,                      '',                 30,   rate_limit_exceeded,      1000
            BYBIT,    /v5/account/wallet-balance,                      accountType=UNIFIED, 50,  10006,                    1000
            BYBIT,    /v5/asset/transfer/query-account-coins-balance,  accountType=FUND,   5,    10006,                    1000
            BYBIT,    /v5/user/query-api,                              '',                 10,   10006,                    1000
            OKX,      /api/v5/account/balance,                         '',                 10,   50011,                    2000
            OKX,      /api/v5/asset/balances,                          '',                 6,    50011,                    1000
            BITHUMB,  /v1/accounts,                                    '',                 140,  429,                      300000
            KUCOIN,   /api/v1/accounts,                                '',                 400,  429000,                   30000
            BITGET,   /api/v2/spot/account/assets,                     '',                 10,   429,                      1000
            """)
    void aLimitHoldsAndItsWindowOpensAgain(Venue venue, String path, String query, int pass, String fault, long wait) {
        VenueClient client = VenueClients.of(venue);
        VenueApi api = client.open(now::get, true);
        for (int i = 0; i < pass; i++) {
            assertThat(verdict(api, client, path, query)).as("request " + i).isEqualTo("OK");
        }
        assertThat(verdict(api, client, path, query)).isEqualTo(fault);
        move(wait - 10);
        assertThat(verdict(api, client, path, query)).isEqualTo(fault);
        move(10);
        assertThat(verdict(api, client, path, query)).isEqualTo("OK");
    }

    @Test
    void binanceCountsTheIpAddressAndUpbitTheKey() {
        for (Venue venue : new Venue[] {Venue.BINANCE, Venue.UPBIT}) {
            VenueClient client = VenueClients.of(venue);
            VenueApi api = client.open(now::get, true);
            Identity other = client.identity().withKey("another");
            api.register("another", other.secret(), "");
            for (int i = 0; i < 300; i++) {
                verdict(api, client, client.path(), client.query());
            }
            Call call = client.signed(other, now.get());
            assertThat(api.decide(call).verdict()).isEqualTo(venue == Venue.UPBIT ? "OK" : "-1003");
        }
    }

    @ParameterizedTest
    @CsvSource({"UPBIT, 30, 418, 60", "BINANCE, 300, 418, 120"})
    void requestsOverTheLimitLeadToATemporaryBan(Venue venue, int pass, String ban, int seconds) {
        VenueClient client = VenueClients.of(venue);
        VenueApi api = client.open(now::get, true);
        for (int i = 0; i < pass + 10; i++) {
            assertThat(verdict(api, client, client.path(), client.query())).isNotEqualTo(ban);
        }
        assertThat(verdict(api, client, client.path(), client.query())).isEqualTo(ban);
        move(seconds * 1_000L - 10);
        assertThat(verdict(api, client, client.path(), client.query())).isEqualTo(ban);
        move(10);
        assertThat(verdict(api, client, client.path(), client.query())).isEqualTo("OK");
    }

    @Test
    void sixHundredRequestsFromOneAddressBanItAtBybit() {
        VenueApi api = VenueClients.of(Venue.BYBIT).open(now::get, true);
        Call time = VenueClient.call("GET", "localhost", "/v5/market/time", "", "");
        for (int i = 0; i < 600; i++) {
            assertThat(api.decide(time).passed()).isTrue();
        }
        assertThat(api.decide(time).response(now.get(), List.of()).status()).isEqualTo(403);
        now.updateAndGet(then -> then.plus(Duration.ofMinutes(9)));
        assertThat(api.decide(time).passed()).isFalse();
        now.updateAndGet(then -> then.plus(Duration.ofMinutes(1)));
        assertThat(api.decide(time).passed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "UPBIT, Remaining-Req, group=default; min=1799; sec=29",
        "BINANCE, X-MBX-USED-WEIGHT-1M, 20",
        "COINBASE, x-ratelimit-remaining, 29",
        "BYBIT, X-Bapi-Limit-Status, 49"
    })
    void aSuccessReportsTheUseOfTheLimit(Venue venue, String header, String value) {
        VenueClient client = VenueClients.of(venue);
        Ruling ruling = client.open(now::get, true).decide(client.signed(client.identity(), now.get()));
        Map<String, String> headers = ruling.response(now.get(), List.of()).headers();
        assertThat(headers).containsEntry(header, value);
    }

    @Test
    void withoutLimitsEveryRequestPasses() {
        VenueClient client = VenueClients.of(Venue.OKX);
        VenueApi api = client.open(now::get, false);
        for (int i = 0; i < 100; i++) {
            assertThat(verdict(api, client, client.path(), client.query())).isEqualTo("OK");
        }
    }

    private String verdict(VenueApi api, VenueClient client, String path, String query) {
        // Kraken's nonces are microseconds.
        now.updateAndGet(then -> then.plusNanos(1_000));
        return api.decide(client.signed(client.identity(), now.get(), "localhost", path, query))
                .verdict();
    }

    private void move(long millis) {
        now.updateAndGet(then -> then.plusMillis(millis));
    }
}
