package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.postgres.TestDatabase.Login;
import dev.balancehistory.report.HistoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The retention rules delete expired data and nothing else. */
class PruneCommandTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Instant OLD = NOW.minus(Duration.ofDays(91));
    private static final Instant YOUNG = NOW.minus(Duration.ofDays(89));
    private static final String RUNS = "select job_execution_id from batch.batch_job_execution where job_instance_id in"
            + " (select job_instance_id from batch.batch_job_instance where job_name = 'recordBalances')";

    private Workbench bench;
    private HistoryWriter history;

    @BeforeEach
    void open() {
        bench = new Workbench();
        history = new HistoryWriter(bench.database.sql());
        history.account("main", "1 day", "2020-01-01T00:00:00Z");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private long run(Instant start, String status) {
        boolean ended = List.of("COMPLETED", "FAILED", "STOPPED").contains(status);
        return history.run(start.toString(), ended ? start.toString() : null, status, status, "", "main");
    }

    private List<String> runs() {
        return bench.database.sql().queryForList(RUNS + " order by 1", String.class);
    }

    private int prune(String... options) {
        String[] command = new String[options.length + 1];
        command[0] = "prune";
        System.arraycopy(options, 0, command, 1, options.length);
        Workbench.Ended ended = bench.run(command);
        assertThat(ended.err()).isEmpty();
        return ended.code();
    }

    /** Makes sure that no run here is shown by {@code status} as an account's last. */
    private void recordOften() {
        for (int i = 0; i < 10; i++) {
            long run = run(NOW.minus(Duration.ofMinutes(10 - i)), "COMPLETED");
            history.accountRun(run, "main", "DONE", 0, null);
        }
    }

    @Test
    void theBodyOfAnExpiredResponseIsDeletedAndItsHashStays() {
        history.snapshot("main", OLD, "BTC 1 1");
        history.snapshot("main", YOUNG, "BTC 2 2");
        history.unrecorded("main", OLD.toString(), "rejected", 1000, "no", 0);
        String hashes = "select encode(body_sha256, 'hex') from balance_response order by response_id";
        List<String> before = bench.database.sql().queryForList(hashes, String.class);

        Workbench.Ended prune = bench.run("prune", "--recorder.retention.bodies=90d");

        assertThat(prune.code()).as(prune.err()).isZero();
        assertThat(prune.out()).startsWith("Bodies deleted: 2 (").contains(" bytes), of responses before ");
        assertThat(bench.database.rows("select body is null as gone from balance_response order by response_id"))
                .containsExactly("{\"gone\":true}", "{\"gone\":false}", "{\"gone\":true}");
        assertThat(bench.database.sql().queryForList(hashes, String.class)).isEqualTo(before);
        assertThat(bench.run("prune", "--recorder.retention.bodies=90d").out())
                .startsWith("Bodies deleted: 0 (0 bytes)");
    }

    @Test
    void theBodyOfAPendingResponseIsNotDeleted() {
        history.unrecorded("main", OLD.toString(), "received", 1000, null, 0);

        assertThat(prune("--recorder.retention.bodies=1d")).isZero();

        assertThat(bench.database.count("select from balance_response where body is not null"))
                .isEqualTo(1);
    }

    @Test
    void bodiesStayByDefault() {
        history.snapshot("main", Instant.parse("2020-01-01T00:00:00Z"), "BTC 1 1");

        assertThat(bench.run("prune").out()).startsWith("Bodies are kept");
        assertThat(bench.run("prune", "--recorder.retention.bodies=keep").out()).startsWith("Bodies are kept");

        assertThat(bench.database.count("select from balance_response where body is null"))
                .isZero();
    }

    @Test
    void aBalanceWithoutABodyIsNotProvable() {
        bench.account("real", Holdings.seed());
        assertThat(bench.run("record").code()).isZero();
        // The response gets an old time, which only a superuser without the triggers can do.
        bench.database
                .sql()
                .execute(
                        "alter table balance_response disable trigger keep_facts; update balance_response set received_at ="
                                + " received_at - interval '2 days'; alter table balance_response enable always trigger keep_facts");

        assertThat(prune("--recorder.retention.bodies=1d")).isZero();

        assertThat(bench.run("verify").out()).contains("the body of the response was deleted: 1. Differences: 0.");
    }

    @Test
    void anExpiredRunIsDeletedWithItsDetails() {
        long old = run(OLD, "COMPLETED");
        history.step(old, "writeSnapshots", "COMPLETED", "COMPLETED", "");
        history.accountRun(old, "main", "DONE", 0, null);
        bench.database
                .sql()
                .execute("insert into batch.batch_job_execution_context select job_execution_id, '{}' from"
                        + " batch.batch_job_execution; insert into batch.batch_step_execution_context select"
                        + " step_execution_id, '{}' from batch.batch_step_execution");
        long young = run(YOUNG, "FAILED");
        recordOften();

        Workbench.Ended prune = bench.run("prune");

        assertThat(prune.out()).as(prune.err()).contains("Runs deleted: 1, ended before ");
        assertThat(runs()).hasSize(11).startsWith(String.valueOf(young));
        for (String table : List.of("job_execution_params", "job_execution_context", "step_execution")) {
            assertThat(bench.database.count("select from batch.batch_" + table + " where job_execution_id = " + old))
                    .as(table)
                    .isZero();
        }
        assertThat(bench.database.count("select from account_run where job_execution_id = " + old))
                .isZero();
        assertThat(bench.database.count("select from batch.batch_step_execution_context where step_execution_id = 1"))
                .isZero();
        assertThat(bench.database.count("select from batch.batch_job_instance where job_name = 'recordBalances'"))
                .isEqualTo(11);
        assertThat(bench.run("prune").out()).contains("Runs deleted: 0,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STARTING", "STARTED", "STOPPING", "UNKNOWN"})
    void aRunWithoutAnEndStays(String status) {
        long old = run(OLD, status);
        recordOften();

        assertThat(prune()).isZero();

        assertThat(runs()).hasSize(11).startsWith(String.valueOf(old));
    }

    @Test
    void aLongRunThatEndedRecentlyStays() {
        long slow = history.run(OLD.toString(), YOUNG.toString(), "COMPLETED", "COMPLETED", "", "main");
        recordOften();

        assertThat(prune()).isZero();

        assertThat(runs()).startsWith(String.valueOf(slow));
    }

    @Test
    void onlyTheFirstAttemptOfARecentlyRestartedRunIsDeleted() {
        long first = run(OLD, "FAILED");
        long again = run(YOUNG, "FAILED");
        bench.database
                .sql()
                .update(
                        "update batch.batch_job_execution set job_instance_id = (select job_instance_id from"
                                + " batch.batch_job_execution where job_execution_id = ?) where job_execution_id = ?",
                        first,
                        again);
        recordOften();

        assertThat(prune()).isZero();

        assertThat(runs()).hasSize(11).startsWith(String.valueOf(again));
    }

    @Test
    void pruneDoesNotChangeTheStatus() {
        history.account("other", "1 day", "2020-01-01T00:00:00Z");
        for (int day = 29; day >= 0; day--) {
            long run = run(OLD.minus(Duration.ofDays(day)), "COMPLETED");
            history.accountRun(run, day == 20 ? "other" : "main", "DONE", 0, null);
        }
        String status = statusButForTheAge();

        assertThat(prune()).isZero();

        // The last ten, among which status looks, and the only one of the other account.
        assertThat(runs()).hasSize(11);
        assertThat(statusButForTheAge()).isEqualTo(status).contains("COMPLETED");
    }

    private String statusButForTheAge() {
        return bench.run("status", "--json").out().replaceAll("\"(age|missing)[^,]*,", "");
    }

    @Test
    void aGapBeforeThePrunedRunsHasNoKnownCause() {
        history.account("retired", "1 day", "2020-01-01T00:00:00Z");
        long last = run(OLD.minus(Duration.ofDays(400)), "COMPLETED");
        history.accountRun(last, "retired", "DONE", 0, null);
        history.snapshot("main", OLD.minus(Duration.ofDays(300)), "BTC 1 1");
        history.snapshot("main", OLD.minus(Duration.ofDays(290)), "BTC 1 1");
        history.snapshot("main", NOW.minus(Duration.ofDays(10)), "BTC 1 1");
        history.snapshot("main", NOW, "BTC 1 1");
        for (int day = 299; day > 290; day--) {
            history.run(
                    OLD.minus(Duration.ofDays(day)).toString(),
                    OLD.toString(),
                    "FAILED",
                    "UNREACHABLE",
                    "no way there",
                    "main");
        }
        recordOften();
        String causes = "select cause from snapshot_gap where account = 'main' order by after";
        assertThat(bench.database.sql().queryForList(causes, String.class))
                .containsExactly(
                        "9 x run failed: no way there",
                        "no run recorded: not started, or the database was out of reach",
                        "no run recorded: not started, or the database was out of reach");

        assertThat(prune()).isZero();

        assertThat(runs()).hasSize(11);
        assertThat(bench.database.sql().queryForList(causes, String.class))
                .containsExactly(
                        "not known: the job metadata does not go back so far",
                        "not known: the job metadata does not go back so far",
                        "no run recorded: not started, or the database was out of reach");
    }

    @Test
    void aRunOfManyAccountsIsDeletedWithThem() {
        long old = run(OLD, "COMPLETED");
        bench.database
                .sql()
                .update(
                        "insert into account_run select ?, i, 'DONE', 0, null, now(), now()"
                                + " from generate_series(1, 20000) i",
                        old);
        recordOften();

        assertThat(prune()).isZero();

        assertThat(runs()).hasSize(10);
        assertThat(bench.database.count("select from account_run where job_execution_id = " + old))
                .isZero();
    }

    @Test
    void aDryRunReportsAndChangesNothing() {
        history.snapshot("main", OLD, "BTC 1 1");
        run(OLD, "COMPLETED");
        recordOften();
        List<String> before = bench.database.everything();

        Workbench.Ended dry = bench.run("prune", "--dry-run", "--recorder.retention.bodies=90d");

        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("Bodies to delete: 1 (").contains("Runs to delete: 1, ended before ");
        assertThat(bench.database.everything()).isEqualTo(before);
    }

    @Test
    void thePruneIsARunItself() {
        run(OLD, "COMPLETED");
        recordOften();

        assertThat(bench.run("prune").code()).isZero();

        assertThat(bench.database.rows("select status, exit_code, message from run_history where job = 'pruneHistory'"))
                .containsExactly("{\"status\":\"COMPLETED\",\"exit_code\":0,\"message\":null}");
        assertThat(bench.database.rows(
                        "select step_name, write_count from batch.batch_step_execution where step_name = 'removeRuns'"))
                .containsExactly("{\"step_name\":\"removeRuns\",\"write_count\":1}");
    }

    @Test
    void onlyOnePruneRunsAtATime() throws SQLException {
        try (Connection other = bench.database.dataSource().getConnection()) {
            JdbcTemplate session = new JdbcTemplate(new SingleConnectionDataSource(other, true));
            session.queryForList("select pg_advisory_lock(x'62616c7072756e65'::bigint)");

            Workbench.Ended prune = bench.run("prune");

            assertThat(prune.code()).isEqualTo(75);
            assertThat(prune.err()).contains("another prune is running").hasLineCount(1);
        }
        assertThat(prune()).isZero();
    }

    @Test
    void aPruneMarksADeadPruneAsFailed() {
        assertThat(prune()).isZero();
        bench.database.sql().execute("update batch.batch_job_execution set status = 'STARTED', end_time = null");

        assertThat(prune()).isZero();

        assertThat(bench.database.rows("select status, message from run_history order by started_at"))
                .containsExactly(
                        "{\"status\":\"FAILED\",\"message\":\"the process ended before the run did\"}",
                        "{\"status\":\"COMPLETED\",\"message\":null}");
    }

    @Test
    void thePrunersRightsSufficeAndThoseOfTheRecorderDoNot() throws IOException {
        history.snapshot("main", OLD, "BTC 1 1");
        run(OLD, "COMPLETED");
        recordOften();
        bench.database.sql().execute(Files.readString(Path.of("db/roles.sql")));
        bench.option("--spring.flyway.enabled=false").option("--recorder.retention.bodies=90d");

        as(bench.database.login("balance_recorder"));
        Workbench.Ended recorder = bench.run("prune");
        assertThat(recorder.code()).isEqualTo(77);
        assertThat(recorder.err()).contains("lacks a right").hasLineCount(1);

        as(bench.database.login("balance_pruner"));
        assertThat(bench.run("prune", "--dry-run").out()).contains("Bodies to delete: 1 (");
        Workbench.Ended pruner = bench.run("prune");
        assertThat(pruner.err()).isEmpty();
        assertThat(pruner.out()).contains("Bodies deleted: 1 (").contains("Runs deleted: 1,");
    }

    private void as(Login login) {
        bench.option("--spring.datasource.username=" + login.user())
                .option("--spring.datasource.password=" + login.password());
    }

    @ParameterizedTest
    @CsvSource({
        "bodies, 90",
        "bodies, 1h",
        "job-metadata, 23h",
        "job-metadata, -90d",
        "job-metadata, soon",
        "job-metadata, 99999999999d",
        "job-metadata, P99999999999D"
    })
    void aRetentionThatIsTooShortOrMalformedIsRejected(String what, String value) {
        run(OLD, "COMPLETED");
        List<String> before = bench.database.everything();

        Workbench.Ended prune = bench.run("prune", "--recorder.retention." + what + "=" + value);

        assertThat(prune.code()).isEqualTo(78);
        assertThat(prune.err())
                .contains("recorder.retention." + what + " must be")
                .hasLineCount(1);
        assertThat(bench.database.everything()).isEqualTo(before);
    }
}
