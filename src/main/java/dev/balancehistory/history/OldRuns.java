package dev.balancehistory.history;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * The runs in the job metadata that are older than they have to be kept, with all that belongs to them. A run that has
 * not ended is never one of them, nor is one that the view {@code account_status} shows.
 */
public final class OldRuns {
    private static final int RUNS = 1_000;
    private static final int STEPS = 10_000;

    /** Each account's last run, as the view finds it: by its step, or among the last runs of all. */
    private static final String SHOWN = """
            select last.job_execution_id
              from account a
             cross join lateral (select p.job_execution_id
                                   from batch.batch_step_execution p
                                  where p.step_name like 'fetchResponses:%' and substr(p.step_name, 16) collate "C" = a.name
                                  order by p.job_execution_id desc
                                  limit 1) last
             union
            (select e.job_execution_id
               from batch.batch_job_execution e
               join batch.batch_job_instance i on i.job_instance_id = e.job_instance_id
              where i.job_name = 'recordBalances'
              order by e.create_time at time zone 'UTC' desc
              limit 10)
            """;

    // From where the batch before ended, not to step over what that has left behind.
    private static final String NEXT = """
            select job_execution_id, create_time at time zone 'UTC' as created
              from batch.batch_job_execution
             where create_time at time zone 'UTC' >= ? and create_time at time zone 'UTC' < ?
               and (create_time at time zone 'UTC', job_execution_id) > (?, ?)
               and coalesce(end_time, last_updated, create_time) at time zone 'UTC' < ?
               and status in ('COMPLETED', 'FAILED', 'STOPPED', 'ABANDONED')
             order by create_time at time zone 'UTC', job_execution_id
             limit ?
            """;

    // A run of many accounts has as many steps: a transaction takes some of them.
    private static final String REMOVE_STEPS = """
            with step as materialized (
                select step_execution_id
                  from batch.batch_step_execution
                 where job_execution_id = any (?)
                 limit ?
            ), context as (
                delete from batch.batch_step_execution_context where step_execution_id in (table step)
            )
            delete from batch.batch_step_execution where step_execution_id in (table step)
            """;

    private static final String REMOVE_RUNS = """
            with old as materialized (
                select unnest(?) as job_execution_id
            ), context as (
                delete from batch.batch_job_execution_context where job_execution_id in (table old)
            ), parameters as (
                delete from batch.batch_job_execution_params where job_execution_id in (table old)
            ), removed as (
                delete from batch.batch_job_execution where job_execution_id in (table old)
                returning job_instance_id
            ), instance as (
                delete from batch.batch_job_instance i
                 where i.job_instance_id in (table removed)
                   and not exists (select from batch.batch_job_execution other
                                    where other.job_instance_id = i.job_instance_id
                                      and other.job_execution_id not in (table old))
            )
            select count(*) from removed
            """;

    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");

    private final JdbcOperations jdbc;

    OldRuns(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    private record OldRun(long id, Instant created) {}

    /** What is done with a batch of runs. */
    private interface Work {
        /** Returns how many runs it was done with. */
        long with(Long[] runs);
    }

    /** Counts those that ended before that instant. */
    public long count(Instant before, BooleanSupplier stopped) {
        return walk(before, stopped, runs -> runs.length);
    }

    /**
     * Removes those that ended before that instant.
     *
     * @param stopped ends it at the next batch; what is removed by then stays removed
     */
    public long remove(Instant before, BooleanSupplier stopped) {
        return walk(before, stopped, runs -> {
            while (jdbc.update(REMOVE_STEPS, runs, STEPS) == STEPS) {
                if (stopped.getAsBoolean()) {
                    return 0;
                }
            }
            Long removed = jdbc.queryForObject(REMOVE_RUNS, Long.class, (Object) runs);
            return removed == null ? 0 : removed;
        });
    }

    private long walk(Instant before, BooleanSupplier stopped, Work work) {
        Set<Long> shown = new HashSet<>(jdbc.queryForList(SHOWN, Long.class));
        long count = 0;
        OldRun last = new OldRun(0, FIRST);
        while (!stopped.getAsBoolean()) {
            List<OldRun> batch = next(last, before);
            if (batch.isEmpty()) {
                break;
            }
            last = batch.get(batch.size() - 1);
            Long[] runs = batch.stream()
                    .map(OldRun::id)
                    .filter(id -> !shown.contains(id))
                    .toArray(Long[]::new);
            count += work.with(runs);
        }
        return count;
    }

    private List<OldRun> next(OldRun after, Instant before) {
        return jdbc.query(
                NEXT,
                (row, number) -> new OldRun(row.getLong("job_execution_id"), Timestamps.get(row, "created")),
                Timestamps.of(after.created()),
                Timestamps.of(before),
                Timestamps.of(after.created()),
                after.id(),
                Timestamps.of(before),
                RUNS);
    }
}
