package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Settings;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake of a user is reported in one line, with its own exit code and without a secret. */
class UsageErrorTest {
    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench().account("main", Holdings.seed());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            record --slot=yesterday             | 64 | 'yesterday' is not an instant such as 2026-01-01T00:00:00Z
            record --slot=9999-01-01T00:00:00Z  | 64 | '9999-01-01T00:00:00Z' is more than a day ahead
            record --slot=2026-01-01T00:00:00.0001Z | 64 | finer than a millisecond
            record --wat                        | 64 | unknown option '--wat'
            record --slot                       | 64 | option '--slot' needs a value
            record --slot=2026-01-01T00:00:00Z --slot=2026-01-02T00:00:00Z | 64 | option '--slot' is given 2 times
            record --slot-of-job=balance-history | 64 | 'balance-history' does not end in the minutes since 1970
            record --slot-of-job=$(JOB_NAME)    | 64 | '$(JOB_NAME)' does not end in the minutes since 1970
            record --slot-of-job=record-26297279 | 64 | would stand for 2019-12-31T23:59:00Z
            record --slot-of-job=record-99999999 | 64 | which no CronJob can have scheduled
            record --slot-of-job=record-29712965 --slot=2026-01-01T00:00:00Z | 64 | exclude each other
            record --shard=4/4                  | 64 | there is no share 4/4: the first of four is 0/4, the last 3/4
            record --shard=0/0                  | 64 | there is no share 0/0
            record --shard=1                    | 64 | '1' is not a share such as 0/4
            record --shard=$(JOB_COMPLETION_INDEX)/4 | 64 | is not a share such as 0/4
            record --shard=-1/4                 | 64 | '-1/4' is not a share such as 0/4
            record main                         | 64 | unexpected argument for record: options begin with '--'
            record recorder.accounts.main.api-secret=CANARY | 64 | unexpected argument for record: options begin with '--'
            record --recorder.accounts.main.api-secret CANARY | 64 | unexpected argument for record: options begin with '--'
            record --recorder.accounts.main.api-secret= CANARY | 64 | unexpected argument for record: options begin with '--'
            record --acc=CANARY                 | 64 | unknown option '--acc'
            completion csh                      | 64 | name the shell: bash, zsh, fish
            status --max-age=10                 | 64 | option '--max-age': '10' is not a time with its unit, such as 10m
            recrod                              | 64 | 'recrod'
            record --account=nobody             | 78 | no account is configured as nobody; configured: main
            record --account=mian               | 78 | no account is configured as mian (did you mean 'main'?); configured: main
            record --recorder.accounts.Main.api-key=k --recorder.accounts.Main.api-secret=s | 78 | recorder.accounts.Main and recorder.accounts.main have the same properties
            record --recorder.accounts.ma-in.api-key=k --recorder.accounts.ma-in.api-secret=s | 78 | recorder.accounts.ma-in and recorder.accounts.main have the same properties
            record --recorder.accounts.m_ain.interval=5m | 78 | recorder.accounts.m_ain and recorder.accounts.main have the same properties
            record --recorder.accounts.main.passphrase=CANARY | 78 | recorder.accounts.main.passphrase is not a setting of bitfront: remove it
            record --recorder.accounts.main.wallets=spot,margin | 78 | recorder.accounts.main.wallets lists 'margin', which is not a wallet of bitfront: list some of spot
            record --recorder.accounts.main.walets=spot | 78 | recorder.accounts.main.walets is not a setting of this program
            record --recorder.accounts.main.base-url=http://example.com | 78 | must begin with https://
            record --recorder.accounts.main.base-url=http://127.0.0.1.example.com | 78 | must begin with https://
            record --recorder.accounts.main.base-url=http://localhost.example.com | 78 | must begin with https://
            record --recorder.accounts.main.base-url=https://example.com/?key=CANARY | 78 | must be an address such as
            record --recorder.accounts.main.base-url=https://example.com/#CANARY | 78 | must be an address such as
            record --recorder.accounts.main.base-url=https://example.com:70000 | 78 | must be an address such as
            record --recorder.accounts.main.base-url=https://u:CANARY@example.com | 78 | must be an address such as
            record --recorder.accounts.main.exchange=mtgox | 78 | recorder.accounts.main.exchange must be one of binance, bitfront, bitget,
            record --recorder.accounts.main.interval=-5m | 78 | longer than zero
            record --recorder.concurrency=0     | 78 | recorder.concurrency must be between
            record --recorder.deadline=0s       | 78 | recorder.deadline must be longer
            record --recorder.http.max-attempts=0 | 78 | recorder.http.max-attempts must be
            record --recorder.http.max-response-bytes=3GB | 78 | recorder.http.max-response-bytes must be
            record --recorder.deadline=soon     | 78 | recorder.deadline must be a time with its unit, such as 30s
            record --recorder.deadline=60       | 78 | recorder.deadline must be a time with its unit, such as 30s
            record --recorder.http.read-timeout=10 | 78 | recorder.http.read-timeout must be a time with its unit
            record --recorder.http.connect-timeout=10 | 78 | recorder.http.connect-timeout must be a time with its unit
            prune --recorder.retention.bodies=90 | 78 | recorder.retention.bodies must be a time from 1d to 36500d with its unit, such as 90d
            prune --recorder.retention.job-metadata=90 | 78 | recorder.retention.job-metadata must be a time from 1d to 36500d with its unit
            record --recorder.concurrency=CANARY | 78 | recorder.concurrency must be a whole number
            record --recorder.accounts.main.interval=5 | 78 | recorder.accounts.main.interval must be a time with its unit, such as 30s
            record --recorder.accounts.main.interval=5min | 78 | recorder.accounts.main.interval must be a time with its unit, such as 30s
            record --recorder.spool-dir=        | 78 | recorder.spool-dir must be a folder's name
            record --recorder.spool-limit=1000  | 78 | recorder.spool-limit must be a size with its unit, such as 500MB
            record --recorder.spool-limit=0GB   | 78 | recorder.spool-limit must be a size with its unit
            record --recorder.spool-limit=9999999TB | 78 | recorder.spool-limit must be a size with its unit
            record --recorder.deadlin=CANARY    | 78 | recorder.deadlin is not a setting of this program (did you mean 'deadline'?): correct its name
            record --recorder.accounts.main.api-secrt=CANARY | 78 | recorder.accounts.main.api-secrt is not a setting
            record --recorder.http.readtimeouts=CANARY | 78 | recorder.http.readtimeouts is not a setting
            record --spring.datasource.url=jdbc:h2:mem:x | 78 | must be a PostgreSQL URL
            record --spring.datasource.url=jdbc:postgresql://localhost:70000/x | 78 | spring.datasource.url has a port that is not between 1 and 65535
            record --spring.datasource.hikari.maximum-pool-size=2 | 78 | spring.datasource.hikari.maximum-pool-size must be at least 3
            record --spring.datasource.hikari.auto-commit=CANARY | 78 | spring.datasource.hikari.auto-commit is not supported: remove it
            record --spring.batch.jdbc.initialize-schema=CANARY | 78 | spring.batch.jdbc.initialize-schema is not supported: remove it. Below spring.batch this program supports no property
            record --spring.datasource.hikari.max-lifetime=1000 | 78 | spring.datasource.hikari.max-lifetime must be 0, or at least 30000
            status --spring.flyway.locations=CANARY | 78 | Below spring.flyway this program supports enabled, url, user, password
            """)
    @Tag("S1")
    void aMistakeIsReportedInOneLine(String command, int code, String line) {
        Workbench.Ended run = bench.run(command.split(" +"));

        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("balance-history: ").contains(line).doesNotContain("CANARY");
        assertThat(bench.exchange.served()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            x.api-key=CANARY                                  | x   | recorder.accounts.x.exchange is missing: set it to one of binance, bitfront, bitget,
            x.exchange=upbit --recorder.accounts.x.api-key=CANARY | x | recorder.accounts.x.api-secret is missing
            x.exchange=upbit --recorder.accounts.x.api-key=   | x   | recorder.accounts.x.api-key is empty
            m.ain.api-key=CANARY                              | m   | recorder.accounts.m.ain.api-key is not a setting
            x.interval=5                                      | x   | recorder.accounts.x.interval must be a time with its unit
            x=CANARY                                          | x   | recorder.accounts.x is an account, which has no value
            한국.api-key=CANARY                                 | 한국  | recorder.accounts.한국.api-key has other characters
            """)
    @Tag("S1")
    void anAccountThatIsConfiguredWronglyFailsAlone(String property, String account, String line) {
        Workbench.Ended run = bench.run(("record --recorder.accounts." + property).split(" +"));

        assertThat(run.code()).as(run.err()).isEqualTo(78);
        assertThat(run.err())
                .hasLineCount(1)
                .startsWith("balance-history: account " + account + ": " + line)
                .doesNotContain("CANARY");
        assertThat(run.out()).contains("main  ", "1 of 2 accounts recorded");
        assertThat(bench.database.value("select exit_code || ' ' || message from run_history", String.class))
                .isEqualTo("78 accounts configured wrongly: 1");
        assertThat(bench.database.everything()).noneMatch(row -> row.contains("CANARY"));
    }

    @Test
    void aFailureWorthARetryOutranksAnAccountThatIsConfiguredWrongly() {
        bench.exchange.always("key-main", Misbehaviour.httpStatus(503, "text/plain", "busy"));

        Workbench.Ended run = bench.run("record", "--recorder.accounts.x.api-key=k", "--recorder.http.max-attempts=1");

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err()).contains("account main: ", "account x: recorder.accounts.x.exchange is missing");
    }

    @Test
    void anAccountThatChangesItsExchangeFailsAlone() {
        bench.account("other", Holdings.seed());
        assertThat(bench.run("record").code()).isZero();

        Workbench.Ended run =
                bench.run("record", "--slot=2026-01-01T00:00:00Z", "--recorder.accounts.other.exchange=gate");

        assertThat(run.code()).as(run.err()).isEqualTo(78);
        assertThat(run.err()).contains("account other: the account is recorded from bitfront");
        assertThat(run.out()).contains("1 of 2 accounts recorded");
        Workbench.Ended corrected = bench.run("record", "--slot=2026-01-01T00:00:00Z");
        assertThat(corrected.code()).as(corrected.err()).isZero();
        assertThat(corrected.out()).contains("main  ", "recorded already", "1 of 2 accounts recorded");
    }

    @Test
    void aMissingDatabaseAddressIsReported() {
        assertReported(bench.without("spring.datasource.url").run("record"), 78, "set spring.datasource.url");
    }

    @Test
    void aMissingAccountIsReported() {
        assertReported(
                bench.withoutAccount("main").run("record"),
                78,
                "set recorder.accounts.NAME.api-key, .api-secret and .exchange");
    }

    @Test
    @Tag("S1")
    void aSecretFromAFileMayEndInALineBreak() {
        bench.option("--recorder.accounts.main.api-secret=secret-main\n");
        assertThat(bench.run("record").code()).isZero();
    }

    @Test
    void aWrongSecretIsNotRetried() {
        assertReported(
                bench.option("--recorder.accounts.main.api-secret=CANARY").run("record"),
                77,
                "account main: the exchange reports 4003");
        assertThat(bench.exchange.requests("key-main")).isEqualTo(1);
    }

    @Test
    @Tag("T1")
    void aClockThatIsOffIsCorrectedAndReported() {
        try (Workbench ahead = new Workbench(Settings.strict().withClockAhead(Duration.ofDays(-1)))) {
            Workbench.Ended run = ahead.account("main", Holdings.seed()).run("record");

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.err()).containsPattern("clock is 8[56][0-9]{6} ms ahead of the exchange's");
            assertThat(ahead.database.value(
                            "select count(*)::int from snapshot where response_time < now() - interval '23 hours'",
                            Integer.class))
                    .isEqualTo(1);
        }
    }

    private static void assertReported(Workbench.Ended run, int code, String line) {
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(line).doesNotContain("CANARY");
    }
}
