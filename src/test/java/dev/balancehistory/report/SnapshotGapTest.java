package dev.balancehistory.report;

import static dev.balancehistory.report.ReportHistory.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gaps in the history, their sizes and their causes. */
class SnapshotGapTest {
    private static final Instant START = Instant.parse("2026-01-10T00:00:00Z");

    private final ReportHistory history = new ReportHistory();

    @BeforeEach
    void addTheFirstRun() {
        history.run("2025-12-31T00:00:00Z", "2025-12-31T00:00:01Z", "COMPLETED", "COMPLETED", "", "any");
    }

    @AfterEach
    void close() {
        history.close();
    }

    /** Snapshots at these hours after the start, fractions too. */
    private void snapshots(String account, double... hours) {
        for (double hour : hours) {
            history.snapshot(account, START.plusMillis((long) (hour * 3_600_000)), "BTC 1 1");
        }
    }

    private List<String> closedGaps() {
        return history.rows(
                "select account, after, before, missing_snapshots from snapshot_gap where before is not null"
                        + " order by account, after");
    }

    @Test
    void aGapIsMoreThanOneAndAHalfTimesTheInterval() {
        history.account("a", "1 hour", "2026-01-01T00:00:00Z");
        snapshots("a", 0, 1, 2.5, 4.01, 7, 7.1);

        assertThat(closedGaps())
                .containsExactly(
                        "a | 2026-01-10T02:30:00Z | 2026-01-10T04:00:36Z | 1",
                        "a | 2026-01-10T04:00:36Z | 2026-01-10T07:00:00Z | 2");
    }

    @Test
    void withoutAConfiguredIntervalTheMedianIsExpected() {
        history.account("a", null, "2026-01-01T00:00:00Z");
        history.account("two", null, "2026-01-01T00:00:00Z");
        history.account("none", null, "2026-01-01T00:00:00Z");
        snapshots("a", 0, 0.5, 1, 3, 3.5);
        snapshots("two", 0, 100);

        assertThat(closedGaps()).containsExactly("a | 2026-01-10T01:00:00Z | 2026-01-10T03:00:00Z | 3");
        assertThat(history.rows("select from snapshot_gap where account <> 'a'"))
                .isEmpty();
    }

    @Test
    void theGapAfterTheLastSnapshotIsOpen() {
        history.account("a", "1 hour", "2026-01-01T00:00:00Z");
        history.account("fresh", "1 hour", "2026-01-01T00:00:00Z");
        Instant last = Instant.now().minus(Duration.ofMinutes(310)).truncatedTo(ChronoUnit.MILLIS);
        history.snapshot("a", last, "BTC 1 1");
        history.snapshot("fresh", Instant.now().minus(Duration.ofMinutes(80)), "BTC 1 1");

        assertThat(history.rows("select account, after, before, missing_snapshots from snapshot_gap"))
                .containsExactly("a | " + last + " | - | 4");
    }

    @Test
    void anAccountThatWasNeverRecordedIsAGapSinceItIsKnown() {
        Instant created = Instant.now().minus(Duration.ofMinutes(310));
        history.account("known", "1 hour", created.toString());
        history.account(
                "new", "1 hour", Instant.now().minus(Duration.ofMinutes(5)).toString());
        history.account("failing", null, "2026-01-01T00:00:00Z");
        history.account("silent", null, "2026-01-01T00:00:00Z");
        history.unrecorded("failing", "2026-01-01T00:00:01Z", "failed", 5000, "SYSTEM_ERROR", 0);

        assertThat(history.rows("select * from snapshot_gap order by account"))
                .containsExactly(
                        "failing | - | - | 1 | 1 x 5000 SYSTEM_ERROR",
                        "known | - | - | 5 | no run recorded: not started, or the database was out of reach");
    }

    @ParameterizedTest
    @CsvSource({
        // The hole is between 2:00 and 5:00.
        "00:00, 02:00, false",
        "00:00, 02:00:00.001, true",
        "03:00, 04:00, true",
        "04:00, 09:00, true",
        "05:00, 09:00, true",
        "05:00:00.001, 09:00, false"
    })
    void aGapBelongsToEveryRangeThatItTouches(String from, String to, boolean found) {
        history.account("a", "1 hour", "2026-01-01T00:00:00Z");
        snapshots("a", 0, 1, 2, 5, 6, 7, 8, 9, 10);

        assertThat(history.rows(
                        "select from snapshot_gap_between(?::timestamptz, ?::timestamptz) where before is not null",
                        "2026-01-10 " + from + "Z",
                        "2026-01-10 " + to + "Z"))
                .hasSize(found ? 1 : 0);
    }

    @Test
    void anOpenGapBelongsToEveryRangeUpToNow() {
        history.account("a", "1 hour", "2026-01-01T00:00:00Z");
        snapshots("a", 0, 1);

        assertThat(history.rows("select after, before from snapshot_gap_between(?, 'infinity')", at(START)))
                .containsExactly("2026-01-10T01:00:00Z | -");
        assertThat(history.rows("select from snapshot_gap_between('2026-01-11Z', '2026-01-12Z')"))
                .hasSize(1);
        assertThat(history.rows("select from snapshot_gap_between('2026-01-01Z', '2026-01-02Z')"))
                .isEmpty();
        assertThat(history.rows("select from snapshot_gap_between(now() + interval '1 day', 'infinity')"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,", "2, 45", "3,", "4, 90"})
    void randomHistoriesHaveTheGapsThatJavaFinds(long seed, @Nullable Integer minutes) {
        RandomHistory model = new RandomHistory(seed, START, START.plus(Duration.ofDays(20)), ZoneOffset.UTC);
        model.recordIn(history, seed);
        history.writer()
                .update(
                        "update account set expected_interval = ?::interval",
                        minutes == null ? null : minutes + " min");
        List<String> expected = new ArrayList<>();
        model.accounts.forEach((account, snapshots) -> expected.addAll(gaps(account, snapshots, minutes)));

        for (String session : List.of("UTC", "America/Havana")) {
            history.timeZone(session);
            assertThat(closedGaps()).containsExactlyElementsOf(expected);
        }
        history.timeZone("UTC");
    }

    private static List<String> gaps(String account, TreeMap<Instant, ?> snapshots, @Nullable Integer minutes) {
        List<Instant> times = List.copyOf(snapshots.keySet());
        List<Long> distances = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            distances.add(Duration.between(times.get(i - 1), times.get(i)).toMillis());
        }
        if (minutes == null && distances.size() < 2) {
            return List.of();
        }
        long expected = minutes != null
                ? minutes * 60_000L
                : distances.stream().sorted().toList().get((distances.size() - 1) / 2);
        List<String> gaps = new ArrayList<>();
        for (int i = 0; i < distances.size(); i++) {
            if (2 * distances.get(i) > 3 * expected) {
                BigDecimal missing = BigDecimal.valueOf(distances.get(i))
                        .divide(BigDecimal.valueOf(expected), 0, RoundingMode.HALF_UP)
                        .subtract(BigDecimal.ONE);
                gaps.add(account + " | " + times.get(i) + " | " + times.get(i + 1) + " | " + missing);
            }
        }
        return gaps;
    }

    // Causes: the hole is between 0:00 and 4:00, and three snapshots are missing.

    private void hole() {
        history.account("a", "1 hour", "2026-01-01T00:00:00Z");
        snapshots("a", 0, 4);
    }

    private String cause() {
        List<String> causes = history.rows("select cause from snapshot_gap where account = 'a' and before is not null");
        assertThat(causes).hasSize(1);
        return causes.get(0);
    }

    @Test
    void theCauseIsTheMostFrequentErrorOfTheExchange() {
        hole();
        Stream.of("01:00", "01:01", "02:00")
                .forEach(time -> history.unrecorded("a", day(time), "failed", 5000, "SYSTEM_ERROR", 0));
        history.unrecorded("a", day("03:00"), "failed", null, "no connection", 0);

        assertThat(cause()).isEqualTo("3 x 5000 SYSTEM_ERROR; 1 x other");
    }

    @Test
    void theLastOfEquallyFrequentCausesCounts() {
        hole();
        history.unrecorded("a", day("03:00"), "rejected", null, "no balances in it", 0);
        history.unrecorded("a", day("02:00"), "failed", null, "no connection", 0);

        assertThat(cause()).isEqualTo("1 x rejected: because no balances in it; 1 x other");
    }

    @ParameterizedTest
    @CsvSource({
        "failed, 1 x because of something",
        "conflict, 1 x conflict: because of something",
        "duplicate, 1 x duplicate: because of something",
        "rejected, 1 x rejected: because of something"
    })
    void everyResponseWithoutASnapshotIsACause(String state, String cause) {
        hole();
        history.unrecorded("a", day("02:00"), state, null, "of something", 0);

        assertThat(cause()).isEqualTo(cause);
    }

    @Test
    void attemptsOfTheRunsAtBothEndsAreNoCause() {
        hole();
        history.unrecorded("a", day("00:00:01"), "duplicate", 1000, "SUCCESS", 0);
        history.unrecorded("a", day("03:59:59"), "failed", 5000, "SYSTEM_ERROR", 0);

        assertThat(cause()).startsWith("no run recorded");
    }

    @Test
    void anErrorOfAnotherAccountIsNoCause() {
        hole();
        history.account("b", null, "2026-01-01T00:00:00Z");
        history.unrecorded("b", day("02:00"), "failed", 5000, "SYSTEM_ERROR", 0);
        run("02:00", "FAILED", "UNREACHABLE", "", "b");

        assertThat(cause()).isEqualTo("no run recorded for this account, only for others");
    }

    @Test
    void aPendingResponseIsACause() {
        hole();
        history.writer()
                .update(
                        "insert into balance_response (account_id, origin, received_at, format, body, body_sha256, state)"
                                + " select account_id, 'observed', ?, 'bitfront/1', 'x', sha256('x'), 'received'"
                                + " from account",
                        at(day("02:00")));

        assertThat(cause()).isEqualTo("1 x received: stored, to be recorded by the next run");
    }

    @Test
    void aRunThatWasKilledIsACause() {
        hole();
        run("01:00", "FAILED", "FAILED", "the process ended before the run did", "a,b");
        run("02:00", "FAILED", "FAILED", "the process ended before the run did", "a");
        run("03:00", "COMPLETED", "COMPLETED", "", "b");

        assertThat(cause()).isEqualTo("2 x run failed: the process ended before the run did");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "STOPPED, STOPPED, '', -, 1 x run stopped",
                "FAILED, STOPPED, '', -, 1 x run stopped",
                "COMPLETED, COMPLETED, '', -, 1 x run completed without a new snapshot",
                "FAILED, UNREACHABLE, '', not fetched: the deadline had passed, 1 x not fetched: the deadline had passed",
                "FAILED, FAILED, 'org.x.DataException: no more space\n\tat org.x.Y.z(Y.java:1)', -,"
                        + " 1 x run failed: no more space"
            })
    void aRunWithoutAResponseIsACause(
            String status, String exitCode, String message, @Nullable String problem, String cause) {
        hole();
        long run = run("02:00", status, exitCode, message, problem == null ? "a" : "7 accounts, sha256 00ff");
        if (problem != null) {
            history.accountRun(run, "a", exitCode, 69, problem);
        }

        assertThat(cause()).isEqualTo(cause);
    }

    @Test
    void aRunWithoutAnEndIsACause() {
        hole();
        history.run(day("02:00"), null, "STARTED", "UNKNOWN", "", "a");

        assertThat(cause()).isEqualTo("1 x run started, and its end is not recorded");
    }

    @Test
    void aGapWithoutARunHasThatCause() {
        hole();
        assertThat(cause()).isEqualTo("no run recorded: not started, or the database was out of reach");

        history.account("old", "1 hour", "2026-01-01T00:00:00Z");
        history.snapshot("old", Instant.parse("2020-01-01T00:00:00Z"), "BTC 1 1");
        history.snapshot("old", Instant.parse("2020-01-02T00:00:00Z"), "BTC 1 1");
        assertThat(history.rows("select cause from snapshot_gap where account = 'old' and after = '2020-01-01Z'"))
                .containsExactly("not known: the job metadata does not go back so far");
    }

    private static String day(String time) {
        return "2026-01-10T" + (time.length() == 5 ? time + ":00" : time) + "Z";
    }

    private long run(String time, String status, String exitCode, String message, String accounts) {
        return history.run(day(time), day(time + ":30"), status, exitCode, message, accounts);
    }
}
