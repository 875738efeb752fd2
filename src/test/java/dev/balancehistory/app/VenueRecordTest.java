package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.http.HttpTransport;
import dev.balancehistory.exchange.registry.Exchanges;
import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.Permission;
import dev.balancehistory.localexchange.venue.TestKeys;
import dev.balancehistory.localexchange.venue.Venue;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each living exchange is recorded from as its documents say, with every kind of key that it has. */
class VenueRecordTest {
    private static final String KEY = "canary-key-7f3a9c51d2e4";
    private static final String PASSPHRASE = "canary horse 0b8e64f1";
    private static final Adapters ADAPTERS =
            Exchanges.all(() -> new HttpTransport(new HttpSettings(Patience.LIMIT, Patience.LIMIT, 256 * 1024, 1)));

    /** Those with a request that reports what a key may do. */
    private static final Set<Venue> KEY_CHECKS =
            EnumSet.of(Venue.BINANCE, Venue.KRAKEN, Venue.COINBASE, Venue.BYBIT, Venue.OKX, Venue.KUCOIN);

    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** An exchange, and what makes a secret in one of the forms that it hands out. */
    record Form(Venue venue, String name, Supplier<String> secret) {
        BalanceSource source() {
            return ADAPTERS.named(venue.word());
        }

        /** Only where an adapter needs one, it is configured. */
        String passphrase() {
            return source().credentialForm().passphrase() ? PASSPHRASE : "";
        }

        @Override
        public String toString() {
            return venue + name;
        }
    }

    static Stream<Form> forms() {
        return Arrays.stream(Venue.values())
                .filter(venue -> ADAPTERS.names().contains(venue.word()))
                .flatMap(VenueRecordTest::forms);
    }

    static Stream<Form> formsWithATime() {
        return forms().filter(form -> form.source().timestampWindow() != null);
    }

    static Stream<Form> formsOfSeveralWallets() {
        return forms().filter(form -> form.source().wallets().size() > 1);
    }

    static Stream<Form> formsWithAKeyCheck() {
        return forms().filter(form -> KEY_CHECKS.contains(form.venue()));
    }

    private static Stream<Form> forms(Venue venue) {
        return switch (venue) {
            case BINANCE ->
                Stream.of(
                        new Form(venue, " HMAC", TestKeys::hmacSecret),
                        new Form(venue, " Ed25519", TestKeys::ed25519Pem));
            case KRAKEN -> Stream.of(new Form(venue, "", TestKeys::krakenSecret));
            case COINBASE ->
                Stream.of(
                        new Form(venue, " SEC1", TestKeys::ecSec1Pem),
                        new Form(venue, " PKCS#8", TestKeys::ecPkcs8Pem),
                        new Form(venue, " Ed25519", TestKeys::ed25519Base64),
                        new Form(venue, " Ed25519 PEM", TestKeys::ed25519Pem));
            default -> Stream.of(new Form(venue, "", TestKeys::hmacSecret));
        };
    }

    @ParameterizedTest
    @MethodSource("forms")
    void all_wallets_are_recorded_digit_for_digit(Form form) throws IOException {
        try (LocalExchange exchange = start(form, Settings.strict())) {
            Workbench.Ended run = bench.run("record");

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(recorded()).containsExactlyInAnyOrderElementsOf(held(form));
            assertThat(times()).containsExactly(form.source().timeSource().word());
            Workbench.Ended verification = bench.run("verify");
            assertThat(verification.code()).as(verification.err()).isZero();
            assertNoLeak(run, verification);
            assertThat(exchange.served(KEY)).allMatch(Served::success);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_wrong_secret_is_reported_after_one_request(Form form) throws IOException {
        try (LocalExchange exchange = start(form, Settings.strict())) {
            String wrong = form.secret().get();
            bench.option("--recorder.accounts.main.api-secret=" + wrong);

            Workbench.Ended run = bench.run("record");

            assertThat(run.code()).as(run.err()).isEqualTo(77);
            assertThat(run.err().lines().filter(line -> line.contains("account main")))
                    .hasSize(1);
            assertThat(exchange.requests(KEY)).isEqualTo(1);
            assertThat(recorded()).isEmpty();
            assertNoLeak(run);
        }
    }

    @ParameterizedTest
    @MethodSource("formsWithATime")
    void a_clock_that_is_off_is_measured_and_the_request_signed_again(Form form) throws IOException {
        Settings hourAhead = Settings.strict().withClockAhead(Duration.ofHours(1));
        try (LocalExchange exchange = start(form, hourAhead)) {
            Workbench.Ended run = bench.run("record");

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.err()).contains("clock is").contains("behind the exchange's: synchronize it");
            assertThat(exchange.served(KEY).get(0).success()).isFalse();
            assertThat(recorded()).containsExactlyInAnyOrderElementsOf(held(form));
            assertThat(bench.database.value(
                            "select response_time > now() + interval '30 minutes' from snapshot", Boolean.class))
                    .isTrue();
            assertNoLeak(run);
        }
    }

    @ParameterizedTest
    @MethodSource("formsOfSeveralWallets")
    void if_a_later_request_fails_nothing_is_recorded(Form form) throws IOException {
        try (LocalExchange exchange = start(form, Settings.strict())) {
            bench.option("--recorder.http.max-attempts=2");
            exchange.next(KEY, Misbehaviour.none());
            exchange.always(KEY, Misbehaviour.httpStatus(503, "text/html", "<h1>Maintenance</h1>"));

            Workbench.Ended run = bench.run("record");

            assertThat(run.code()).as(run.err()).isEqualTo(69);
            assertThat(run.err()).contains("HTTP 503 text/html: <h1>Maintenance");
            assertThat(recorded()).isEmpty();
            assertNoLeak(run);
        }
    }

    @ParameterizedTest
    @MethodSource("formsWithAKeyCheck")
    void doctor_learns_whether_a_key_can_do_more_than_read(Form form) throws IOException {
        String secret = form.secret().get();
        String passphrase = form.passphrase().isEmpty() ? null : form.passphrase();
        try (LocalExchange exchange = LocalExchange.start(form.venue(), Settings.strict())
                .addAccount(KEY, secret, form.passphrase(), Holdings.fixed())) {
            Credentials credentials = new Credentials(exchange.baseUrl(), KEY, secret, passphrase, List.of());
            List<KeyFinding> reading = form.source().examineKey(credentials, Moment.of(Instant.now()), Patience.LIMIT);
            exchange.permit(KEY, Permission.READ, Permission.TRADE, Permission.WITHDRAW);
            List<KeyFinding> trading = form.source().examineKey(credentials, Moment.of(Instant.now()), Patience.LIMIT);

            assertThat(reading).isNotEmpty();
            List<String> usual = reading.stream().map(KeyFinding::advice).toList();
            assertThat(trading).extracting(KeyFinding::advice).anyMatch(advice -> !usual.contains(advice));
            assertThat(trading.toString()).doesNotContain(KEY).doesNotContain(secret);
        }
    }

    private LocalExchange start(Form form, Settings settings) {
        String secret = form.secret().get();
        LocalExchange exchange = LocalExchange.start(form.venue(), settings)
                .addAccount(KEY, secret, form.passphrase(), holdings(form.venue()));
        option("exchange", form.venue().word());
        option("base-url", exchange.baseUrl().toString());
        option("api-key", KEY);
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

    /** What the exchange holds and lists, in the words of {@link #recorded}. */
    private static List<String> held(Form form) {
        String main = form.venue().open(InstantSource.system(), false).mainWallet();
        return holdings(form.venue()).at(Instant.now()).stream()
                .filter(holding ->
                        !form.source().omitsZero() || number(holding.balance()).signum() != 0)
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
        Canaries passphrase = Canaries.of(List.of(PASSPHRASE));
        assertThat(passphrase.in("the database", String.join("\n", bench.database.everything())))
                .isEmpty();
        for (Workbench.Ended run : runs) {
            assertThat(passphrase.in("the output of a run", run.out() + run.err()))
                    .isEmpty();
        }
    }
}
