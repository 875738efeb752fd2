package dev.balancehistory.archive;

import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Reads the current state of the accounts. It needs the right to read the views only. */
public final class AccountStatusQuery {
    /**
     * The configured accounts count. If no account is configured, as for a reader, all accounts count. An interval that
     * is guessed from fewer than ten snapshots is no reason to miss one.
     */
    private static final String STANDING = TextResource.of(AccountStatusQuery.class, "account-status-query.sql");

    private static final String ALL = STANDING + TextResource.of(AccountStatusQuery.class, "account-status-list.sql");

    private static final String JSON = STANDING + TextResource.of(AccountStatusQuery.class, "account-status-json.sql");

    private final JdbcOperations jdbc;

    public AccountStatusQuery(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns each account's status without the spool, as {@link #accounts(Collection, Map, Duration)} does. */
    public List<AccountStatus> accounts(Collection<String> configured) {
        return accounts(configured, Map.of(), null);
    }

    /**
     * Returns each account's status, in order of their names.
     *
     * @param configured accounts to list even if they were never recorded. Only these can be stale; if empty, all
     *     can
     * @param waiting the times of the responses in the spool, by account: these snapshots are not missing
     * @param maxAge the age up to which the newest snapshot is fresh; null for twice the account's interval
     */
    public List<AccountStatus> accounts(
            Collection<String> configured, Map<String, List<Instant>> waiting, @Nullable Duration maxAge) {
        return jdbc.query(ALL, (row, number) -> status(row), arguments(configured, waiting, maxAge));
    }

    /** Returns the same as a JSON array. */
    public String json(Collection<String> configured, Map<String, List<Instant>> waiting, @Nullable Duration maxAge) {
        return String.valueOf(jdbc.queryForObject(JSON, String.class, arguments(configured, waiting, maxAge)));
    }

    private static Object[] arguments(
            Collection<String> configured, Map<String, List<Instant>> waiting, @Nullable Duration maxAge) {
        return new Object[] {
            configured.toArray(String[]::new),
            Waiting.accounts(waiting),
            Waiting.times(waiting),
            Snapshot.TOLERABLE_DIFFERENCE.toMillis(),
            maxAge == null ? -1L : maxAge.toMillis()
        };
    }

    private static AccountStatus status(ResultSet row) throws SQLException {
        return new AccountStatus(
                row.getString("account"),
                Timestamps.getNullable(row, "last_snapshot_at"),
                duration(row.getBigDecimal("age")),
                duration(row.getBigDecimal("expected_interval")),
                row.getBoolean("guessed"),
                row.getObject("missing_now", Long.class),
                row.getLong("waiting"),
                Timestamps.getNullable(row, "last_run_started_at"),
                row.getString("last_run"),
                row.getString("last_problem"),
                row.getBoolean("counts"),
                row.getBoolean("stale"));
    }

    private static @Nullable Duration duration(@Nullable BigDecimal seconds) {
        return seconds == null
                ? null
                : Duration.ofMillis(seconds.movePointRight(3).longValue());
    }
}
