package dev.balancehistory.prune;

import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The expired runs in the job metadata, with the accounts that they fetched. A run that has not ended never expires, and
 * neither does a run that the view {@code account_status} shows.
 */
final class ExpiredJobExecutions {
    private static final int RUNS = 1_000;
    private static final int ACCOUNTS = 10_000;

    /** The last run of each account, as the view finds it: in account_run, or among the last runs of all. */
    private static final String SHOWN = TextResource.of(ExpiredJobExecutions.class, "expired-job-executions-shown.sql");

    // From the end of the previous batch, so that the runs that it kept are not read again.
    private static final String NEXT = TextResource.of(ExpiredJobExecutions.class, "expired-job-executions-next.sql");

    private static final String REMOVE_ACCOUNTS = "delete from account_run where job_execution_id = any (?)";

    private static final String REMOVE_RUNS =
            TextResource.of(ExpiredJobExecutions.class, "expired-job-executions-remove-runs.sql");

    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    public ExpiredJobExecutions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.transaction =
                new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
    }

    private record ExpiredRun(long id, Instant created, long accounts) {}

    /** Counts the runs that ended before that instant. */
    public long count(Instant before, BooleanSupplier stopped) {
        return walk(before, stopped, List::size);
    }

    /**
     * Removes the runs that ended before that instant.
     *
     * @param stopped ends it at the next transaction; the runs that are removed by then stay removed
     */
    public long remove(Instant before, BooleanSupplier stopped) {
        return walk(before, stopped, runs -> removeAll(runs, stopped));
    }

    /** A run of many accounts has as many rows in account_run, so that a transaction may take fewer runs. */
    private long removeAll(List<ExpiredRun> runs, BooleanSupplier stopped) {
        long removed = 0;
        long accounts = 0;
        List<Long> ids = new ArrayList<>();
        for (ExpiredRun run : runs) {
            if (!ids.isEmpty() && accounts + run.accounts() > ACCOUNTS) {
                removed += remove(ids);
                if (stopped.getAsBoolean()) {
                    return removed;
                }
                ids.clear();
                accounts = 0;
            }
            ids.add(run.id());
            accounts += run.accounts();
        }
        return ids.isEmpty() ? removed : removed + remove(ids);
    }

    private long remove(List<Long> ids) {
        Object runs = ids.toArray(Long[]::new);
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.update(REMOVE_ACCOUNTS, runs);
            return Objects.requireNonNull(jdbc.queryForObject(REMOVE_RUNS, Long.class, runs));
        }));
    }

    /** Applies an action to batches of runs. It returns the number of runs that it was applied to, and this their sum. */
    private long walk(Instant before, BooleanSupplier stopped, ToLongFunction<List<ExpiredRun>> action) {
        Set<Long> shown = new HashSet<>(jdbc.queryForList(SHOWN, Long.class));
        long count = 0;
        ExpiredRun last = new ExpiredRun(0, FIRST, 0);
        while (!stopped.getAsBoolean()) {
            List<ExpiredRun> batch = next(last, before);
            if (batch.isEmpty()) {
                break;
            }
            last = batch.get(batch.size() - 1);
            count += action.applyAsLong(
                    batch.stream().filter(run -> !shown.contains(run.id())).toList());
        }
        return count;
    }

    private List<ExpiredRun> next(ExpiredRun after, Instant before) {
        return jdbc.query(
                NEXT,
                (row, number) -> new ExpiredRun(
                        row.getLong("job_execution_id"), Timestamps.get(row, "created"), row.getLong("accounts")),
                Timestamps.of(after.created()),
                Timestamps.of(before),
                Timestamps.of(after.created()),
                after.id(),
                Timestamps.of(before),
                RUNS);
    }
}
