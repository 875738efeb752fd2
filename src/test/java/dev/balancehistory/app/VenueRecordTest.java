package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.Venue;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs record from each living exchange as its documents describe it, with every kind of key. */
class VenueRecordTest {
    private static final Set<Venue> OMITTING_ZERO = Set.of(Venue.BINANCE, Venue.BITGET, Venue.BYBIT, Venue.OKX);

    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @MethodSource("dev.balancehistory.app.VenueForm#all")
    void allWalletsAreRecordedDigitForDigit(VenueForm form) throws IOException {
        try (LocalExchange exchange = start(form, Settings.strict())) {
            Workbench.Ended run = bench.run("record");

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(recorded()).containsExactlyInAnyOrderElementsOf(held(form));
            assertThat(times()).containsExactly(form.source().timeSource().code());
            Workbench.Ended verification = bench.run("verify");
            assertThat(verification.code()).as(verification.err()).isZero();
            assertNoLeak(run, verification);
            assertThat(exchange.served(VenueForm.KEY)).allMatch(Served::success);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.balancehistory.app.VenueForm#all")
    void aWrongSecretIsReportedAfterOneRequest(VenueForm form) throws IOException {
        try (LocalExchange exchange = start(form, Settings.strict())) {
            String wrong = form.secret().get();
            bench.option("--recorder.accounts.main.api-secret=" + wrong);

            Workbench.Ended run = bench.run("record");

            assertThat(run.code()).as(run.err()).isEqualTo(77);
            assertThat(run.err().lines().filter(line -> line.contains("account main")))
                    .hasSize(1);
            assertThat(exchange.requests(VenueForm.KEY)).isEqualTo(1);
            assertThat(recorded()).isEmpty();
            assertNoLeak(run);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.balancehistory.app.VenueForm#withTime")
    void aClockThatIsOffIsMeasuredAndTheRequestSignedAgain(VenueForm form) throws IOException {
        Settings hourAhead = Settings.strict().withClockAhead(Duration.ofHours(1));
        try (LocalExchange exchange = start(form, hourAhead)) {
            Workbench.Ended run = bench.run("record");

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.err()).contains("clock is").contains("behind the exchange's: synchronize it");
            assertThat(exchange.served(VenueForm.KEY).get(0).success()).isFalse();
            assertThat(recorded()).containsExactlyInAnyOrderElementsOf(held(form));
            assertThat(bench.database.value(
                            "select response_time > now() + interval '30 minutes' from snapshot", Boolean.class))
                    .isTrue();
            assertNoLeak(run);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.balancehistory.app.VenueForm#ofSeveralWallets")
    void nothingIsRecordedIfALaterRequestFails(VenueForm form) throws IOException {
        try (LocalExchange exchange = start(form, Settings.strict())) {
            bench.option("--recorder.http.max-attempts=2");
            exchange.next(VenueForm.KEY, Misbehaviour.none());
            exchange.always(VenueForm.KEY, Misbehaviour.httpStatus(503, "text/html", "<h1>Maintenance</h1>"));

            Workbench.Ended run = bench.run("record");

            assertThat(run.code()).as(run.err()).isEqualTo(69);
            assertThat(run.err()).contains("HTTP 503 text/html: <h1>Maintenance");
            assertThat(recorded()).isEmpty();
            assertNoLeak(run);
        }
    }

    /** The port is closed. */
    @ParameterizedTest
    @MethodSource("dev.balancehistory.app.VenueForm#all")
    @Tag("D1")
    void aResponseFetchedWithoutTheDatabaseIsRecordedDigitForDigit(VenueForm form) throws IOException {
        try (LocalExchange exchange = start(form, Settings.strict())) {
            String slot = "--slot=2026-01-01T00:00:00Z";
            Workbench.Ended away =
                    bench.run("record", slot, "--spring.datasource.url=jdbc:postgresql://localhost:1/none");
            assertThat(away.code()).as(away.err()).isEqualTo(69);
            assertThat(away.out()).contains("  in the spool", "BTC");
            int requests = exchange.requests(VenueForm.KEY);

            Workbench.Ended run = bench.run("record", slot);

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(exchange.requests(VenueForm.KEY)).isEqualTo(requests);
            assertThat(recorded()).containsExactlyInAnyOrderElementsOf(held(form));
            assertThat(times()).containsExactly(form.source().timeSource().code());
            assertThat(bench.run("verify").code()).isZero();
            assertNoLeak(away, run);
        }
    }

    /** Its body has balances and the time of the response. */
    @Test
    void aRejectedWalletIsNoDifference() throws IOException {
        VenueForm form = VenueForm.all()
                .filter(each -> each.venue() == Venue.BYBIT)
                .findFirst()
                .orElseThrow();
        try (LocalExchange exchange = start(form, Settings.strict())) {
            exchange.next(
                    VenueForm.KEY,
                    Misbehaviour.body("{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"accountType\":\"FUND\","
                            + "\"balance\":[]},\"time\":1700000000456}"));

            Workbench.Ended run = bench.run("record");

            assertThat(run.code()).as(run.err()).isEqualTo(65);
            assertThat(run.err()).contains("the response lists the wallet funding");
            Workbench.Ended verification = bench.run("verify");
            assertThat(verification.code()).as(verification.out()).isZero();
        }
    }

    private LocalExchange start(VenueForm form, Settings settings) {
        String secret = form.secret().get();
        LocalExchange exchange = LocalExchange.start(form.venue(), settings)
                .addAccount(VenueForm.KEY, secret, form.passphrase(), holdings(form.venue()));
        option("exchange", form.venue().word());
        option("base-url", exchange.baseUrl().toString());
        option("api-key", VenueForm.KEY);
        option("api-secret", secret);
        option("wallets", String.join(",", form.source().wallets()));
        if (!form.passphrase().isEmpty()) {
            option("passphrase", form.passphrase());
        }
        return exchange;
    }

    private void option(String name, String value) {
        bench.option("--recorder.accounts.main." + name + "=" + value);
    }

    private static Holdings holdings(Venue venue) {
        return Holdings.fixed(new Holding("BTC", "0.30", "0.25")).and(Holdings.unusual(venue));
    }

    /** The holdings that the exchange lists, in the form of {@link #recorded}. */
    private static List<String> held(VenueForm form) {
        String main = form.venue().open(InstantSource.system(), false).mainWallet();
        return holdings(form.venue()).at(Instant.now()).stream()
                .filter(holding -> !OMITTING_ZERO.contains(form.venue())
                        || number(holding.balance()).signum() != 0)
                .map(holding -> (holding.wallet().isEmpty() ? main : holding.wallet()) + " " + holding.currency() + " "
                        + text(holding.balance()) + " " + text(holding.availableBalance()))
                .toList();
    }

    private List<String> recorded() {
        return bench.database
                .sql()
                .queryForList(
                        "select wallet || ' ' || currency || ' ' || trim_scale(balance) || ' '"
                                + " || trim_scale(available_balance)"
                                + " from balance",
                        String.class);
    }

    private List<String> times() {
        return bench.database.sql().queryForList("select distinct time_source::text from snapshot", String.class);
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static String text(String number) {
        BigDecimal stripped = number(number).stripTrailingZeros();
        return stripped.toPlainString();
    }

    private void assertNoLeak(Workbench.Ended... runs) throws IOException {
        assertThat(bench.leaks(runs)).isEmpty();
        Canaries passphrase = Canaries.of(List.of(VenueForm.PASSPHRASE));
        assertThat(passphrase.in("the database", String.join("\n", bench.database.everything())))
                .isEmpty();
        for (Workbench.Ended run : runs) {
            assertThat(passphrase.in("the output of a run", run.out() + run.err()))
                    .isEmpty();
        }
    }
}
