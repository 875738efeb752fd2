package dev.balancehistory.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * How an account stands now.
 *
 * @param lastSnapshotAt null if it has none
 * @param age how old that is
 * @param missing how many snapshots were to be expected since; null if no interval is known
 * @param lastRunAt when its last run started; null if none is recorded
 * @param lastRun how that ended, or stands
 * @param problem why the newest question since the last snapshot gave none; null if there was no such
 * @param stale whether the newest snapshot is older than allowed
 */
public record AccountStatus(
        String account,
        @Nullable Instant lastSnapshotAt,
        @Nullable Duration age,
        @Nullable Long missing,
        @Nullable Instant lastRunAt,
        @Nullable String lastRun,
        @Nullable String problem,
        boolean stale) {

    private static final String STALE = """
            (last_snapshot_at is null
             or age > coalesce(? * interval '1 millisecond', 2 * expected_interval, interval '1000000 days'))
            """;

    private static final String ALL = """
            select account, last_snapshot_at, extract(epoch from age) as age, missing_now, last_run_started_at,
                   concat_ws(', exit code ', last_run_status, last_run_exit_code) as last_run, last_problem,
            """ + STALE + """
                   as stale
              from account_status
             order by account
            """;

    private static final String JSON = """
            select coalesce(json_agg(json_build_object(
                       'account', account,
                       'stale',
            """ + STALE + """
                       ,
                       'lastSnapshotAt', to_char(last_snapshot_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                       'ageSeconds', round(extract(epoch from age), 3),
                       'expectedIntervalSeconds', round(extract(epoch from expected_interval), 3),
                       'missingNow', missing_now,
                       'lastRunStartedAt',
                           to_char(last_run_started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                       'lastRunStatus', last_run_status,
                       'lastRunExitCode', last_run_exit_code,
                       'lastProblem', last_problem) order by account), '[]')::text
              from account_status
            """;

    /**
     * Returns each account's, in order of their names.
     *
     * @param maxAge how old the newest snapshot may be; null for twice the account's own interval
     */
    static List<AccountStatus> all(JdbcOperations jdbc, @Nullable Duration maxAge) {
        return jdbc.query(
                ALL,
                (row, number) -> new AccountStatus(
                        row.getString("account"),
                        Timestamps.getNullable(row, "last_snapshot_at"),
                        row.getBigDecimal("age") == null
                                ? null
                                : Duration.ofMillis(row.getBigDecimal("age")
                                        .movePointRight(3)
                                        .longValue()),
                        row.getObject("missing_now", Long.class),
                        Timestamps.getNullable(row, "last_run_started_at"),
                        row.getString("last_run"),
                        row.getString("last_problem"),
                        row.getBoolean("stale")),
                millis(maxAge));
    }

    /** Returns the same as a JSON array. */
    static String json(JdbcOperations jdbc, @Nullable Duration maxAge) {
        return String.valueOf(jdbc.queryForObject(JSON, String.class, millis(maxAge)));
    }

    private static @Nullable Long millis(@Nullable Duration maxAge) {
        return maxAge == null ? null : maxAge.toMillis();
    }
}
