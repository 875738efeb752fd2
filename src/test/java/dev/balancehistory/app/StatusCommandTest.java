package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.report.HistoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the history is up to date, for people and for machines. */
class StatusCommandTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private Workbench bench;
    private HistoryWriter history;

    @BeforeEach
    void open() {
        bench = new Workbench();
        history = new HistoryWriter(bench.database.sql());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Adds an account whose only snapshot is so old. */
    private Instant account(String name, String interval, Duration age) {
        history.account(name, interval, "2026-01-01T00:00:00Z");
        Instant at = NOW.minus(age);
        history.snapshot(name, at, "BTC 1 1");
        return at;
    }

    @Test
    void aNewSnapshotIsFresh() {
        Instant at = account("main", "1 hour", Duration.ofMinutes(70));
        long run = history.run("2026-01-01T00:00:00.900Z", "2026-01-01T00:00:02Z", "FAILED", "UNREACHABLE", "", "main");
        history.accountRun(run, "main", "UNREACHABLE", 69, "no response");

        Workbench.Ended status = bench.run("status");

        assertThat(status.code()).as(status.err()).isZero();
        assertThat(status.out().lines())
                .hasSize(2)
                .last()
                .asString()
                .containsPattern("main +ok +" + at
                        + " +01:1\\d:\\d\\d +1h \\(of the last run\\) +0 +2026-01-01T00:00:00Z +FAILED, exit code 69$");
    }

    @Test
    void aSnapshotOlderThanTwiceItsIntervalIsStale() {
        account("main", "1 hour", Duration.ofMinutes(10));
        account("other", "1 hour", Duration.ofMinutes(121));

        Workbench.Ended status = bench.run("status");

        assertThat(status.code()).isEqualTo(75);
        assertThat(status.out())
                .containsPattern("main +ok ")
                .containsPattern("other +STALE .+ 02:0\\d:\\d\\d +1h \\(of the last run\\) +1 +never");
    }

    @Test
    void theSourceOfTheIntervalIsShown() {
        account("main", "90 minutes", Duration.ofMinutes(10));

        assertThat(bench.run("status").out())
                .contains(" 90m (of the last run) ")
                .hasLineCount(2);
        assertThat(bench.run("status", "--recorder.accounts.main.interval=90m").out())
                .contains(" 90m (configured) ");
        assertThat(bench.run("status", "--recorder.schedule.cron=0 0 * * * *").out())
                .contains(" 90m (schedule) ");
    }

    @Test
    void aGuessedIntervalCountsFromTenSnapshotsOn() {
        history.account("main", null, "2026-01-01T00:00:00Z");
        for (int number = 1; number < 10; number++) {
            history.snapshot("main", NOW.minusSeconds(3600 + 9 * number), "BTC 1 1");
        }
        Workbench.Ended few = bench.run("status");
        assertThat(few.code()).as(few.out()).isZero();
        assertThat(few.out())
                .containsPattern("main +ok .* 9s \\(guessed\\) +\\? ")
                .endsWith("interval guessed from the distances of the snapshots: main 9s."
                        + " Set recorder.accounts.NAME.interval\n");

        history.snapshot("main", NOW.minusSeconds(3600), "BTC 1 1");

        Workbench.Ended enough = bench.run("status");
        assertThat(enough.code()).isEqualTo(75);
        assertThat(enough.out()).containsPattern("main +STALE .* 9s \\(guessed\\) +[0-9]+ ");
        assertThat(Json.objects(bench.run("status", "--json").out()).get(0))
                .containsEntry("expectedIntervalGuessed", "true");
    }

    @Test
    void theMaximumAgeIsAnOption() {
        account("main", "1 hour", Duration.ofMinutes(121));

        assertThat(bench.run("status", "--max-age=3h").code()).isZero();
        assertThat(bench.run("status", "--max-age=2h").code()).isEqualTo(75);
        assertThat(bench.run("status", "--max-age=PT3H").code()).isZero();
        assertThat(bench.run("status", "--max-age=100000000d").code()).isZero();
    }

    @Test
    void aFractionOfASecondCounts() {
        account("ahead", "1 hour", Duration.ofMinutes(-4));
        assertThat(bench.run("status", "--max-age=1ms").code()).isZero();

        bench.database
                .sql()
                .execute("create or replace view account_status as select account, expected_interval, last_snapshot_at,"
                        + " interval '1.7 seconds' as age, missing_now, last_run_started_at, last_run_status,"
                        + " last_run_exit_code, last_problem from (" + definition() + ") was");

        assertThat(bench.run("status", "--max-age=1800ms").code()).isZero();
        assertThat(bench.run("status", "--max-age=1600ms").code()).isEqualTo(75);
    }

    private String definition() {
        return bench.database.value("select rtrim(pg_get_viewdef('account_status'), ';')", String.class);
    }

    @Test
    void aSnapshotFromTheFutureHasANegativeAgeAndIsReported() {
        account("ahead", "1 hour", Duration.ofHours(-3));

        Workbench.Ended status = bench.run("status");

        assertThat(status.code()).isEqualTo(75);
        assertThat(status.out())
                .containsPattern("ahead +AHEAD .+ -02:5\\d:\\d\\d ")
                .containsPattern("ahead: its newest snapshot is 02:5\\d:\\d\\d in the future, and hides later ones");
        assertThat(bench.run("status", "--json").out()).contains("\"stale\" : true");
    }

    @Test
    void anAgeOfDaysIsPrintedInDays() {
        account("main", "1 day", Duration.ofHours(73));

        assertThat(bench.run("status").out()).containsPattern(" 3 d 01:0\\d:\\d\\d ");
    }

    @Test
    void anEmptyHistoryIsStale() {
        assertThat(bench.run("status"))
                .satisfies(none -> assertThat(none.code()).isEqualTo(75))
                .satisfies(none -> assertThat(none.out()).isEqualTo("No account was ever recorded.\n"));
        assertThat(bench.run("status", "--json").out()).isEqualTo("[]\n");

        history.account("main", null, "2026-01-01T00:00:00Z");

        Workbench.Ended status = bench.run("status", "--max-age=100000d");
        assertThat(status.code()).isEqualTo(75);
        assertThat(status.out()).containsPattern("main +STALE +never +\\? +\\? +never");
    }

    @Test
    void aConfiguredAccountThatWasNeverRecordedIsStale() {
        account("main", "1 hour", Duration.ofMinutes(10));
        bench.account("main", Holdings.seed()).account("second", Holdings.seed());

        Workbench.Ended status = bench.run("status", "--max-age=100000d");

        assertThat(status.code()).as(status.err()).isEqualTo(75);
        assertThat(status.out().lines())
                .hasSize(4)
                .last()
                .isEqualTo("interval not known yet: second. Set recorder.accounts.NAME.interval");
        assertThat(status.out()).containsPattern("main +ok ").containsPattern("second +STALE +never +\\? +\\? +never");
        assertThat(Json.objects(bench.run("status", "--json").out()))
                .extracting(account -> account.get("account") + " " + account.get("stale"))
                .containsExactly("main false", "second true");
        assertThat(bench.exchange.served()).isEmpty();
    }

    @Test
    void anAccountThatIsNoLongerConfiguredIsListedAndDoesNotCount() {
        account("main", "1 hour", Duration.ofMinutes(10));
        account("former", "1 hour", Duration.ofDays(300));
        history.account("unused", null, "2026-01-01T00:00:00Z");
        assertThat(bench.run("status").code()).isEqualTo(75);
        bench.account("main", Holdings.seed());

        Workbench.Ended status = bench.run("status");

        assertThat(status.code()).as(status.out()).isZero();
        assertThat(status.out())
                .containsPattern("former +not configured +20")
                .containsPattern("main +ok ")
                .containsPattern("unused +not configured +never");
        assertThat(bench.run("status", "--max-age=1m").code()).isEqualTo(75);
        assertThat(Json.objects(bench.run("status", "--json").out()))
                .extracting(account ->
                        account.get("account") + " " + account.get("configured") + " " + account.get("stale"))
                .containsExactly("former false false", "main true false", "unused false false");
    }

    /** As a check that has the settings but no key: deploy/systemd, deploy/kubernetes. */
    @Test
    void anIntervalIsEnoughToCount() {
        account("main", "1 hour", Duration.ofMinutes(10));
        account("former", "1 hour", Duration.ofDays(300));

        assertThat(bench.run("status", "--recorder.accounts.main.interval=1h").code())
                .isZero();
        assertThat(bench.run("status", "--recorder.accounts.former.interval=1h").code())
                .isEqualTo(75);
    }

    @Test
    void aReaderNeedsNoAccountConfigured() {
        account("main", "1 hour", Duration.ofMinutes(10));

        assertThat(bench.run("status").code()).isZero();
    }

    @Test
    void theProblemOfTheLastRequestIsShown() {
        account("main", "1 hour", Duration.ofMinutes(30));
        history.unrecorded("main", NOW.toString(), "failed", 5000, "SYSTEM\u001b[31m_ERROR", 0);

        assertThat(bench.run("status").out().lines()).last().isEqualTo("main: 5000 SYSTEM?[31m_ERROR");
    }

    @Test
    void theStatusIsAvailableAsJson() {
        Instant at = account("main", "1 hour", Duration.ofMinutes(130));
        long run = history.run("2026-01-01T00:00:00.900Z", "2026-01-01T00:00:02Z", "FAILED", "UNREACHABLE", "", "main");
        history.accountRun(run, "main", "UNREACHABLE", 69, "no response");
        history.unrecorded("main", NOW.toString(), "failed", 5000, "a \"quoted\"\nword", 0);

        Workbench.Ended status = bench.run("status", "--json");

        assertThat(status.code()).isEqualTo(75);
        assertThat(Json.objects(status.out()))
                .singleElement()
                .satisfies(main -> assertThat(main)
                        .containsOnlyKeys(
                                "account",
                                "configured",
                                "stale",
                                "lastSnapshotAt",
                                "ageSeconds",
                                "expectedIntervalSeconds",
                                "expectedIntervalGuessed",
                                "missingNow",
                                "waitingInSpool",
                                "lastRunStartedAt",
                                "lastRunStatus",
                                "lastRunExitCode",
                                "lastProblem")
                        .containsEntry("account", "main")
                        .containsEntry("configured", null)
                        .containsEntry("stale", "true")
                        .containsEntry("lastSnapshotAt", at.toString().replace("Z", ".000Z"))
                        .containsEntry("expectedIntervalSeconds", "3600.000")
                        .containsEntry("expectedIntervalGuessed", "false")
                        .containsEntry("missingNow", "1")
                        .containsEntry("waitingInSpool", "0")
                        .containsEntry("lastRunStartedAt", "2026-01-01T00:00:00.900Z")
                        .containsEntry("lastRunStatus", "FAILED")
                        .containsEntry("lastRunExitCode", "69")
                        .containsEntry("lastProblem", "5000 a \"quoted\"\nword"))
                .satisfies(main -> assertThat(main.get("ageSeconds")).matches("78\\d\\d\\.\\d{3}"));
    }

    @Test
    @Tag("D12")
    void aResponseInTheSpoolIsWaitingAndNotMissing() throws Exception {
        Instant last = account("main", "1 hour", Duration.ofMinutes(250));
        account("other", "1 hour", Duration.ofMinutes(250));
        spooled("main", last.plusSeconds(3600), last.plusSeconds(7200), last.minusSeconds(7200));

        Workbench.Ended status = bench.run("status");

        assertThat(status.code()).as("until a run records them").isEqualTo(75);
        assertThat(status.out())
                .containsPattern("main +STALE .* 1 +never")
                .containsPattern("other +STALE .* 3 +never")
                .endsWith("main: waiting in the spool: 3. The next run records them\n");
        assertThat(Json.objects(bench.run("status", "--json").out()))
                .extracting(account -> account.get("missingNow") + " " + account.get("waitingInSpool"))
                .containsExactly("1 3", "3 0");
        assertThat(bench.run("export", "gaps", "--no-header", "--account=main").out())
                .as("one of the three responses is not in the gap")
                .contains(",,1,waiting in the spool: 2; ");
        spooled("other", last.plusSeconds(3600), last.plusSeconds(7200), last.plusSeconds(10_000));
        assertThat(bench.run("export", "gaps", "--no-header", "--account=other").out())
                .endsWith(",,0,waiting in the spool: 3\n");
    }

    /** Leaves files that a run has named. */
    private void spooled(String account, Instant... times) throws IOException {
        Files.createDirectories(bench.spool);
        for (Instant time : times) {
            String name = time.toString().replaceAll("[-:]", "").replace("Z", ".000Z");
            Files.writeString(
                    bench.spool.resolve(name + "_-_" + account + "_" + UUID.randomUUID() + ".response"), "content");
        }
    }

    @Test
    @Tag("F7")
    void aSpoolThatIsNearlyFullIsReported() throws Exception {
        account("main", "1 hour", Duration.ofMinutes(10));
        spooled("main", NOW);

        assertThat(bench.run("status", "--recorder.spool-limit=9B").out()).doesNotContain("spool-limit");
        Workbench.Ended status = bench.run("status", "--recorder.spool-limit=8B");

        assertThat(status.code()).as(status.out()).isZero();
        assertThat(status.out()).endsWith("spool: " + bench.spool + " holds 88 % of recorder.spool-limit\n");
    }

    @Test
    void aSpoolThatCanNotBeReadIsReportedInOneLine() throws Exception {
        account("main", "1 hour", Duration.ofMinutes(10));
        Files.writeString(bench.spool, "a file");

        Workbench.Ended status = bench.run("status");

        assertThat(status.code()).as(status.err()).isZero();
        assertThat(status.out()).contains("spool: " + bench.spool + " can't be read");
        Workbench.Ended gaps = bench.run("export", "gaps");
        assertThat(gaps.code()).as(gaps.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "0s", "-5m", "", "99999999999999999999d", "9999999999999d", "300000000d"})
    void aMalformedAgeIsReportedInOneLine(String age) {
        Workbench.Ended status = bench.run("status", "--max-age=" + age);

        assertThat(status.code()).as(status.err()).isEqualTo(64);
        assertThat(status.err()).contains("option '--max-age'").hasLineCount(1);
    }
}
