package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.contract.VenueFetch;
import dev.balancehistory.exchange.http.HttpTransport;
import dev.balancehistory.exchange.registry.Exchanges;
import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.TestIdentity;
import dev.balancehistory.localexchange.venue.Venue;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From each living exchange to the history: what it lists is what is recorded, and no secret is left behind. */
class VenueRecordTest {

    static List<Venue> venues() {
        return VenueFetch.venues();
    }

    private static BalanceSource source(Venue venue) {
        HttpSettings http = new HttpSettings(Patience.LIMIT, Patience.LIMIT, 1024, 1);
        try (HttpTransport transport = new HttpTransport(http)) {
            return Exchanges.all(() -> transport).named(venue.word());
        }
    }

    @ParameterizedTest
    @MethodSource("venues")
    void allWalletsAreRecordedAndVerifiedWithoutASecret(Venue venue) throws IOException {
        BalanceSource source = source(venue);
        TestIdentity identity = TestIdentity.on(venue).get(0);
        try (Workbench bench = Workbench.of(venue, Settings.strict())) {
            bench.account("main", identity, source.credentialForm().passphrase(), Holdings.unusual(venue))
                    .option("--recorder.accounts.main.wallets=" + String.join(",", source.wallets()));

            Workbench.Ended record = bench.run("record");
            Workbench.Ended verify = bench.run("verify");
            Workbench.Ended rejected = bench.run(
                    "record",
                    "--recorder.accounts.main.api-secret="
                            + identity.withOtherSecret().secret());

            assertThat(record.code()).as(record.err()).isZero();
            assertThat(recorded(bench)).containsExactlyInAnyOrderElementsOf(listed(bench, identity));
            assertThat(bench.database.value(
                            "select format from balance_response where state = 'recorded'", String.class))
                    .isEqualTo(source.reader().format());
            assertThat(verify.code()).as(verify.out() + verify.err()).isZero();
            assertThat(rejected.code()).as(rejected.err()).isEqualTo(77);
            assertThat(bench.database.value("select count(*) from snapshot", Long.class))
                    .isEqualTo(1);
            assertThat(bench.leaks(record, verify, rejected)).isEmpty();
            assertThat(signatures(bench, identity).in("the database", String.join("\n", bench.database.everything())))
                    .isEmpty();
        }
    }

    private static Canaries signatures(Workbench bench, TestIdentity identity) {
        List<String> signatures = bench.exchange.served(identity.key()).stream()
                .map(Served::signature)
                .toList();
        assertThat(signatures).isNotEmpty().doesNotContainNull();
        return Canaries.of(signatures);
    }

    private static List<String> recorded(Workbench bench) {
        return bench.database
                .sql()
                .query(
                        "select wallet, currency, balance, available_balance from balance",
                        (row, n) ->
                                line(row.getString(1), row.getString(2), row.getBigDecimal(3), row.getBigDecimal(4)));
    }

    private static List<String> listed(Workbench bench, TestIdentity identity) {
        String main = identity.venue().open(InstantSource.system(), false).mainWallet();
        List<String> lines = new ArrayList<>();
        for (Served served : bench.exchange.served(identity.key())) {
            for (Holding holding : served.holdings()) {
                lines.add(line(
                        holding.wallet().equals(Holding.MAIN) ? main : holding.wallet(),
                        holding.currency(),
                        new BigDecimal(holding.balance()),
                        new BigDecimal(holding.availableBalance())));
            }
        }
        assertThat(lines).isNotEmpty();
        return lines;
    }

    /** Exchanges write zeros behind the last digit, or leave them out. */
    private static String line(String wallet, String currency, BigDecimal total, BigDecimal available) {
        return Stream.of(total, available)
                .map(amount ->
                        amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString())
                .reduce(wallet + " " + currency, (line, amount) -> line + " " + amount);
    }
}
