package dev.balancehistory.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reports of the runs and of the accounts' status. */
class RunsAndStatusTest {
    private static final String START = "2026-01-10T00:00:00Z";
    private static final String END = "2026-01-10T00:00:02Z";
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final ReportHistory history = new ReportHistory();

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void aRunHasItsCounts() {
        history.account("a", null, START);
        history.account("b", null, START);
        long run = history.run(START, END, "COMPLETED", "COMPLETED", "", "a,b");
        history.unrecorded("a", START, "failed", 5000, "SYSTEM_ERROR", run);
        history.snapshot("a", Instant.parse(START), run, "BTC 1 1", "ETH 2 2");
        history.snapshot("b", Instant.parse(START), run, "BTC 1 1");
        history.snapshot("b", Instant.parse(END), "BTC 1 1");

        for (String session : List.of("UTC", "Asia/Kathmandu")) {
            history.timeZone(session);
            assertThat(history.rows("select * from run_history"))
                    .containsExactly("recordBalances | " + START + " | " + END + " | COMPLETED | 0 | 3 | 2 | 3 | -");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, COMPLETED, 0",
        "FAILED, DATA_ERROR, 65",
        "FAILED, UNREACHABLE, 69",
        "FAILED, BUG, 70",
        "FAILED, TEMPORARY_FAILURE, 75",
        "FAILED, CREDENTIALS, 77",
        "FAILED, CONFIGURATION, 78",
        "FAILED, STOPPED, 143",
        "STOPPED, STOPPED, 143",
        "FAILED, FAILED,"
    })
    void theExitCodeIsThatOfTheOutcome(String status, String outcome, @Nullable Integer code) {
        history.run(START, END, status, outcome, "", "a");

        assertThat(history.rows("select exit_code from run_history"))
                .containsExactly(code == null ? "-" : code.toString());
    }

    @Test
    void aCurrentRunHasNoEndAndNoExitCode() {
        history.run(START, null, "STARTED", "EXECUTING", "", "a");

        assertThat(history.rows("select ended_at, status, exit_code, message from run_history"))
                .containsExactly("- | STARTED | - | -");
    }

    @Test
    void theMessageListsTheFailedAccountsAndTheirReasons() {
        List.of("a", "b", "c", "d", "e").forEach(name -> history.account(name, null, START));
        long run = history.run(START, END, "FAILED", "UNREACHABLE", "", "a,b,c,d,e");
        history.step(run, "fetchResponses", "COMPLETED", "COMPLETED", "");
        history.accountRun(run, "d", "UNREACHABLE", 69, "no response");
        history.accountRun(run, "c", "UNREACHABLE", 69, "no response");
        history.accountRun(run, "b", "CREDENTIALS", 77, "the key is rejected");
        history.accountRun(run, "a", "UNREACHABLE", 69, "no response");
        history.accountRun(run, "e", "DONE", 0, null);
        history.unrecorded("e", START, "rejected", null, "it is no JSON", run);

        assertThat(history.rows("select message from run_history"))
                .containsExactly("a: no response; b: the key is rejected; c: no response; and 1 more accounts;"
                        + " e: rejected: because it is no JSON");
    }

    @Test
    void theMessageHasNoStackTrace() {
        long run = history.run(START, END, "FAILED", "FAILED", "", "a");
        history.step(
                run,
                "writeSnapshots",
                "FAILED",
                "FAILED",
                "org.springframework.dao.DataAccessResourceFailureException: the connection is gone\n"
                        + "\tat org.springframework.jdbc.core.JdbcTemplate.execute(JdbcTemplate.java:1)\n");

        assertThat(history.rows("select message from run_history"))
                .containsExactly("writeSnapshots: the connection is gone");
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, STOPPED, '', the run was stopped",
        "FAILED, FAILED, the process ended before the run did, the process ended before the run did",
        "FAILED, FAILED, '', the run ended without a recorded reason"
    })
    void aRunThatDidNotCompleteAlwaysHasAMessage(String status, String outcome, String exitMessage, String message) {
        history.run(START, END, status, outcome, exitMessage, "a");

        assertThat(history.rows("select message from run_history")).containsExactly(message);
    }

    @Test
    void aHealthyAccountHasNoProblem() {
        account("a", "1 hour", 30, "UNREACHABLE");
        account("unknown", null, 30, "COMPLETED");

        assertThat(status())
                .containsExactly(
                        "a | 60 min | " + minutesAgo(30) + " | 30 min | 0 | " + START + " | FAILED | 69 | -",
                        "unknown | - | " + minutesAgo(30) + " | 30 min | - | " + START + " | COMPLETED | 0 | -");
    }

    private void account(String name, @Nullable String interval, int minutes, String outcome) {
        history.account(name, interval, minutesAgo(600).toString());
        history.snapshot(name, minutesAgo(minutes), "BTC 1 1");
        for (String code : List.of("COMPLETED", outcome)) {
            String how = code.equals("COMPLETED") ? code : "FAILED";
            long run = history.run(START, END, how, code, "", "x");
            boolean done = code.equals("COMPLETED");
            history.accountRun(run, name, done ? "DONE" : outcome, done ? 0 : 69, done ? null : "no response");
        }
    }

    private static Instant minutesAgo(int minutes) {
        return NOW.minus(Duration.ofMinutes(minutes));
    }

    private List<String> status() {
        return history.rows("select account, expected_interval, last_snapshot_at, age, missing_now,"
                + " last_run_started_at, last_run_status, last_run_exit_code, last_problem"
                + " from account_status order by account");
    }

    @Test
    void theProblemIsThatOfTheNewestRequestSinceTheLastSnapshot() {
        history.account("a", "1 hour", START);
        history.snapshot("a", minutesAgo(250), "BTC 1 1");
        history.unrecorded("a", minutesAgo(251).toString(), "failed", 4000, "BEFORE", 0);
        history.unrecorded("a", minutesAgo(249).toString(), "duplicate", 1000, "SAME AGAIN", 0);

        assertThat(missingAndProblem()).containsExactly("3 | -");

        history.unrecorded("a", minutesAgo(20).toString(), "failed", 5000, "OLDER", 0);
        history.unrecorded("a", minutesAgo(10).toString(), "failed", null, "NEWER", 0);
        assertThat(missingAndProblem()).containsExactly("3 | because NEWER");

        history.unrecorded("a", minutesAgo(5).toString(), "duplicate", 1000, "SAME AGAIN", 0);
        assertThat(missingAndProblem()).containsExactly("3 | duplicate: because SAME AGAIN");
    }

    private List<String> missingAndProblem() {
        return history.rows("select missing_now, last_problem from account_status");
    }

    @Test
    void aRunWithoutARequestCanBeTheLastRun() {
        account("a", null, 30, "UNREACHABLE");
        history.run(END, END, "COMPLETED", "COMPLETED", "", "a,b");
        history.run(END, END, "FAILED", "FAILED", "", "b");

        assertThat(history.rows("select last_run_started_at, last_run_exit_code from account_status"))
                .containsExactly(END + " | 0");
    }

    @Test
    void anAccountWithoutASnapshotHasARow() {
        history.account("a", "1 hour", minutesAgo(250).toString());
        history.unrecorded("a", minutesAgo(249).toString(), "failed", 5000, "SYSTEM_ERROR", 0);

        assertThat(status()).containsExactly("a | 60 min | - | - | 4 | - | - | - | 5000 SYSTEM_ERROR");
    }
}
