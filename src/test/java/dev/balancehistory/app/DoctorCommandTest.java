package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.TestKeys;
import dev.balancehistory.localexchange.venue.Venue;
import dev.balancehistory.postgres.TestDatabase.Login;
import dev.balancehistory.release.Certificate;
import dev.balancehistory.report.HistoryWriter;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault has its line and its exit code, and does not change the other lines. */
class DoctorCommandTest {
    @TempDir
    private Path folder;

    private Workbench bench;

    @BeforeEach
    void open() {
        bench = prepared(new Workbench());
    }

    private Workbench prepared(Workbench fresh) {
        return fresh.account("main", Holdings.seed()).option("--recorder.spool-dir=" + folder.resolve("spool"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** As an installation after db/roles.sql. */
    private void asMemberOf(String role) throws IOException {
        bench.database.sql().execute(Files.readString(Path.of("db/roles.sql")));
        Login login = bench.database.login(role);
        bench.option("--spring.datasource.username=" + login.user())
                .option("--spring.datasource.password=" + login.password())
                .option("--spring.flyway.enabled=false");
    }

    @Test
    void aHealthyInstallationPassesEachCheck() throws IOException {
        asMemberOf("balance_recorder");
        assertThat(bench.run("record").code()).isZero();
        List<String> before = bench.database.everything();

        Workbench.Ended doctor = bench.run("doctor");

        assertThat(doctor.err()).isEmpty();
        assertThat(doctor.code()).as(doctor.out()).isZero();
        assertThat(doctor.out().lines())
                .allMatch(line -> line.startsWith("ok    ") || line.contains("not encrypted → "))
                .extracting(line -> line.substring(6).split("[: ]")[0])
                .containsExactly(
                        "configuration",
                        "database",
                        "session",
                        "schema",
                        "rights",
                        "snapshot",
                        "dns",
                        "tcp",
                        "clock",
                        "account",
                        "schedule",
                        "retention",
                        "metrics",
                        "spool",
                        "messages");
        // A server in a container is not reached over the loopback.
        boolean near = bench.database.value("select inet_client_addr() <<= '127.0.0.0/8'", Boolean.class);
        assertThat(doctor.out()).contains(near ? "ok    database" : "warn  database");
        assertThat(doctor.out())
                .contains("schema: version ")
                .contains("account main: key and secret accepted; currencies: 5")
                .contains("retention: response bodies: kept permanently; runs: kept for 90 days");
        assertThat(bench.database.everything()).isEqualTo(before);
        assertThat(folder).isEmptyDirectory();
        assertThat(bench.exchange.requests("key-main")).as("record and doctor").isEqualTo(2);
    }

    /** One setting is wrong, and the other checks are reported as far as possible. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --recorder.accounts.main.api-secret=     | 78 | FAIL  account main: recorder.accounts.main.api-secret is empty
            --recorder.accounts.x.api-key=CANARY     | 78 | FAIL  account x: recorder.accounts.x.exchange is missing: set it to one of binance,
            --recorder.accounts.x.exchange=upbit     | 78 | FAIL  account x: recorder.accounts.x.api-key is missing
            --recorder.accounts.main.base-url=http://example.com | 78 | FAIL  account main: recorder.accounts.main.base-url must begin
            --recorder.accounts.main.base-url=https://nowhere.invalid | 69 | FAIL  dns nowhere.invalid:443: the host name is not known →
            --recorder.accounts.main.api-secret=CANARY | 77 | FAIL  account main: the exchange reports 4003
            --recorder.accounts.main.api-key=CANARYKEY | 77 | FAIL  account main: the exchange reports 6001
            --recorder.schedule.cron=CANARY          | 78 | FAIL  schedule: recorder.schedule.cron must be of six fields
            "--recorder.schedule.cron=0 0 0 30 2 *"  | 78 | FAIL  schedule: '0 0 0 30 2 *' has no future tick
            --recorder.zone=CANARY                   | 78 | FAIL  schedule: recorder.zone must be a time zone such as
            --recorder.retention.bodies=90           | 78 | FAIL  retention: recorder.retention.bodies must be
            --recorder.spool-dir=/dev/null           | 74 | FAIL  spool: /dev/null is not a writable folder →
            --recorder.spool-dir=/dev/null/spool     | 74 | FAIL  spool: /dev/null/spool does not exist and can't be created →
            --spring.datasource.url=jdbc:h2:mem:x    | 78 | FAIL  database: spring.datasource.url must be a PostgreSQL URL
            """)
    void aSingleMistakeHasItsLineAndExitCode(String option, int code, String line) {
        assertThat(bench.run("record").code()).isZero();

        Workbench.Ended doctor = bench.option(option).run("doctor");

        assertThat(doctor.err()).isEmpty();
        assertThat(doctor.out().lines().filter(l -> l.startsWith("FAIL")))
                .as(doctor.out())
                .singleElement()
                .asString()
                .startsWith(line);
        assertThat(doctor.code()).as(doctor.out()).isEqualTo(code);
        assertThat(doctor.out()).contains("retention: ").doesNotContain("CANARY", "secret-main", "key-main");
    }

    @Test
    void theKeysAreCheckedAlsoWithoutADatabase() throws IOException {
        String url = "jdbc:postgresql://localhost:" + freePort() + "/balances";

        Workbench.Ended doctor = bench.option("--spring.datasource.url=" + url + "?password=CANARY")
                .run("doctor");

        assertThat(doctor.code()).isEqualTo(69);
        assertThat(doctor.out())
                .contains("FAIL  database " + url + ": the database is out of reach")
                .contains("ok    account main: key and secret accepted")
                .doesNotContain("CANARY");
    }

    @Test
    void aWrongPasswordIsReportedAsWrongCredentials() throws IOException {
        asMemberOf("balance_recorder");

        Workbench.Ended doctor =
                bench.option("--spring.datasource.password=CANARY").run("doctor");

        assertThat(doctor.code()).isEqualTo(77);
        assertThat(doctor.out())
                .contains("the database rejected the credentials")
                .doesNotContain("CANARY");
    }

    @Test
    void aClosedPortOfTheExchangeIsReported() throws IOException {
        int port = freePort();

        Workbench.Ended doctor = bench.option("--recorder.accounts.main.base-url=http://localhost:" + port)
                .run("doctor");

        assertThat(doctor.code()).isEqualTo(69);
        assertThat(doctor.out())
                .contains("ok    dns localhost:" + port)
                .contains("FAIL  tcp localhost:" + port)
                .contains("warn  account main: key and secret are configured; not tested, the exchange is out"
                        + " of reach");
    }

    @Test
    void anUntrustedCertificateIsReported() throws Exception {
        Certificate certificate = Certificate.make();
        try {
            bench.close();
            bench = prepared(new Workbench(Settings.strict().withTls(certificate.context())));

            Workbench.Ended doctor = bench.run("doctor");

            assertThat(doctor.code()).isEqualTo(69);
            assertThat(doctor.out())
                    .containsPattern(
                            "FAIL +tls 127.0.0.1: its certificate is not trusted: .* → check the host and port")
                    .contains("warn  account main: key and secret are configured; not tested");
            assertThat(bench.exchange.requests("key-main")).isZero();
        } finally {
            certificate.delete();
        }
    }

    @Test
    void aServerWithoutTlsIsReported() {
        String plain = bench.exchange.baseUrl().toString().replace("http://", "https://");

        Workbench.Ended doctor =
                bench.option("--recorder.accounts.main.base-url=" + plain).run("doctor");

        assertThat(doctor.code()).isEqualTo(69);
        assertThat(doctor.out())
                .contains("ok    tcp ")
                .containsPattern("FAIL  tls .*the server does not speak TLS")
                .doesNotContain("ok    clock");
        assertThat(bench.exchange.requests("key-main")).isZero();
    }

    @ParameterizedTest(name = "an exchange {0} ms ahead")
    @CsvSource({"0, ok, 0", "-700, warn, 0", "700, warn, 0", "-1500, FAIL, 78", "4500, warn, 0", "5500, FAIL, 78"})
    void aClockThatIsOffIsReported(long ahead, String level, int code) {
        bench.close();
        bench = prepared(new Workbench(Settings.strict().withClockAhead(Duration.ofMillis(ahead))));

        Workbench.Ended doctor = bench.run("doctor");

        assertThat(doctor.out()).containsPattern(level + " +clock: this machine's clock is \\d+ ms");
        assertThat(doctor.out()).contains("ok    account main: key and secret accepted");
        assertThat(doctor.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"6003, 77, not on the key's allow-list", "6004, 75, wait a minute", "5000, 69, try again"})
    void aRejectedKeyIsReportedWithItsAccount(int status, int code, String advice) {
        bench.account("other", Holdings.seed());
        bench.exchange.next("key-main", Misbehaviour.statusCode(status, "NO"));

        Workbench.Ended doctor = bench.run("doctor");

        assertThat(doctor.code()).isEqualTo(code);
        assertThat(doctor.out())
                .containsPattern("FAIL +account main: the exchange reports " + status + " .*" + advice)
                .contains("ok    account other: key and secret accepted");
        assertThat(bench.exchange.requests("key-main")).isEqualTo(1);
    }

    @Test
    void aSettingThatEveryRunNeedsIsReportedAndTheDatabaseIsExamined() {
        Workbench.Ended doctor = bench.option("--recorder.deadline=soon").run("doctor");

        assertThat(doctor.code()).isEqualTo(78);
        assertThat(doctor.out())
                .contains("FAIL  configuration: recorder.deadline must be a time with its unit", "schema: ");
    }

    @Test
    void accountsThatShareAKeyAreFound() {
        bench.exchange.addAccount("key-shared", "secret-shared", Holdings.seed());
        for (String name : List.of("one", "two")) {
            bench.option("--recorder.accounts." + name + ".api-key=key-shared")
                    .option("--recorder.accounts." + name + ".api-secret=secret-shared")
                    .option("--recorder.accounts." + name + ".base-url=" + bench.exchange.baseUrl())
                    .option("--recorder.accounts." + name + ".exchange=bitfront");
        }

        Workbench.Ended doctor = bench.run("doctor");

        assertThat(doctor.out())
                .contains(
                        "warn  accounts: the accounts one, two have the same API key → give each account a key of its own")
                .doesNotContain("key-shared");
    }

    @Test
    void accountsWithTheSamePropertiesAreNotFetched() {
        bench.option("--recorder.accounts.ma_in.api-key=CANARY");

        Workbench.Ended doctor = bench.run("doctor");

        assertThat(doctor.code()).isEqualTo(78);
        assertThat(doctor.out())
                .contains(
                        "FAIL  account main: recorder.accounts.ma_in and recorder.accounts.main have the same properties")
                .contains(
                        "FAIL  account ma_in: recorder.accounts.ma_in and recorder.accounts.main have the same properties")
                .doesNotContain("CANARY");
        assertThat(bench.exchange.requests("key-main")).isZero();
    }

    @Test
    void aMalformedResponseIsReported() {
        bench.exchange.next("key-main", Misbehaviour.body("<html>Login</html>"));

        Workbench.Ended doctor = bench.run("doctor");

        assertThat(doctor.code()).isEqualTo(65);
        assertThat(doctor.out()).contains("FAIL  account main: the response is rejected: ");
    }

    /** The nonces of the key have to rise, so that the database locks it. */
    @Test
    void theRightsAndUnverifiedFactsOfAKrakenKeyAreReportedWithAndWithoutADatabase() {
        String secret = TestKeys.krakenSecret();
        bench.close();
        bench = prepared(Workbench.of(Venue.KRAKEN, Settings.strict()));
        bench.exchange.addAccount("key-main", secret, Holdings.fixed());
        bench.option("--recorder.accounts.main.api-secret=" + secret);

        for (int i = 0; i < 2; i++) {
            Workbench.Ended doctor = bench.run("doctor");

            assertThat(doctor.err()).isEmpty();
            assertThat(doctor.out())
                    .contains("ok    account main: key and secret accepted")
                    .contains("ok    key of account main: the key can only read")
                    .contains(
                            "ok    unverified facts of kraken: observed: the form of the rights of a key; not observable"
                                    + " here: the form of its expiry");
            bench.without("spring.datasource.url");
        }
        assertThat(bench.exchange.served("key-main")).allMatch(Served::success).hasSize(4);
    }

    @Test
    void missingTablesAreAWarningIfARunCreatesThem() {
        bench.close();
        bench = prepared(Workbench.empty());

        Workbench.Ended doctor = bench.run("doctor");
        assertThat(doctor.out()).contains("warn  schema: lacks version 1 (batch metadata), version 2");
        assertThat(doctor.code()).isZero();
        assertThat(bench.database.everything()).isEmpty();

        Workbench.Ended strict = bench.run("doctor", "--spring.flyway.enabled=false");
        assertThat(strict.out()).contains("FAIL  schema: the database's schema lacks version 1");
        assertThat(strict.code()).isEqualTo(78);
    }

    @Test
    void aSchemaOfANewerProgramIsReported() {
        bench.database
                .sql()
                .execute("insert into flyway_schema_history select 1000, '1000', 'later', type, script, checksum,"
                        + " installed_by, installed_on, execution_time, success from flyway_schema_history"
                        + " where installed_rank = 2");

        Workbench.Ended doctor = bench.run("doctor");

        assertThat(doctor.code()).isEqualTo(78);
        assertThat(doctor.out()).contains("FAIL  schema: the database's schema has version 1000");
    }

    @Test
    void aSuperuserIsAWarning() {
        assertThat(bench.run("doctor").out())
                .containsPattern("warn  rights: postgres is a superuser, .* → log in as a member of balance_recorder");
    }

    @Test
    void theOwnerIsAWarning() throws IOException {
        asMemberOf("balance_owner");
        bench.database.sql().execute(Files.readString(Path.of("db/roles.sql")));

        assertThat(bench.run("doctor").out()).contains("warn  rights: balance_owner owns the tables");
    }

    @Test
    void aMissingRightIsNamed() throws IOException {
        asMemberOf("balance_recorder");
        bench.database
                .sql()
                .execute("revoke update (state) on balance_response from balance_recorder;"
                        + " revoke usage on sequence batch.batch_step_execution_seq from balance_recorder");

        Workbench.Ended doctor = bench.run("doctor");

        assertThat(doctor.code()).isEqualTo(77);
        assertThat(doctor.out())
                .contains(" lacks UPDATE (state) on balance_response, USAGE on batch_step_execution_seq → run"
                        + " db/roles.sql");
    }

    @Test
    void aReaderNeedsNoAccounts() throws IOException {
        new HistoryWriter(bench.database.sql()).account("old", "1 hour", "2026-01-01T00:00:00Z");
        asMemberOf("balance_reader");
        bench.withoutAccount("main");

        Workbench.Ended doctor = bench.run("doctor");

        assertThat(doctor.code()).as(doctor.out()).isZero();
        assertThat(doctor.out())
                .contains("a reader")
                .contains("ok    schema: this user may not see its version")
                .contains("warn  snapshot old: never recorded")
                .doesNotContain("spool");
    }

    @Test
    void aRecorderWithoutAccountsFails() throws IOException {
        asMemberOf("balance_recorder");
        bench.withoutAccount("main");

        Workbench.Ended doctor = bench.run("doctor");

        assertThat(doctor.code()).isEqualTo(78);
        assertThat(doctor.out())
                .contains("FAIL  accounts: no account is configured → set recorder.accounts.NAME.api-key");
    }

    @Test
    void aStaleHistoryIsATemporaryFailure() {
        HistoryWriter history = new HistoryWriter(bench.database.sql());
        history.account("main", "1 hour", "2026-01-01T00:00:00Z");
        history.snapshot("main", Instant.parse("2026-01-01T00:00:00Z"), "BTC 1 1");

        Workbench.Ended doctor = bench.run("doctor");

        assertThat(doctor.code()).isEqualTo(75);
        assertThat(doctor.out()).contains("FAIL  snapshot main: newest snapshot: 2026-01-01T00:00:00Z, older than");
    }

    @Test
    void anAccountThatIsNoLongerConfiguredIsIgnored() {
        HistoryWriter history = new HistoryWriter(bench.database.sql());
        history.account("former", "1 hour", "2026-01-01T00:00:00Z");
        history.snapshot("former", Instant.parse("2026-01-01T00:00:00Z"), "BTC 1 1");

        Workbench.Ended doctor = bench.run("doctor");

        assertThat(doctor.code()).as(doctor.out()).isZero();
        assertThat(doctor.out())
                .contains("ok    snapshot former: not configured; newest snapshot: 2026-01-01T00:00:00Z");
    }

    /** The next run counts the same files, and so do the metrics. */
    @Test
    void theResponsesInTheSpoolAreCounted() throws IOException {
        Path spool = Files.createDirectory(folder.resolve("spool"));
        Files.writeString(spool.resolve("notes.txt"), "x");
        Files.writeString(spool.resolve("being-written.part"), "x");
        Files.createSymbolicLink(spool.resolve("link.response"), spool.resolve("notes.txt"));
        assertThat(bench.run("doctor").out()).containsPattern("ok    spool: .*: 0 responses wait, 0 corrupt");

        Files.writeString(spool.resolve("one.response"), "");
        assertThat(bench.run("doctor").out())
                .containsPattern("warn  spool: .*: 1 responses wait, 0 corrupt → the next");

        assertThat(bench.run("record").code()).isEqualTo(65);
        assertThat(bench.run("doctor").out()).contains(": 0 responses wait, 1 corrupt → examine the files");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
