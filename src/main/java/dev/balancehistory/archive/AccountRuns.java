package dev.balancehistory.archive;

import dev.balancehistory.balance.Account;
import dev.balancehistory.database.Storable;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** How the fetch of each account ended: one row for each account that a run has fetched. */
public final class AccountRuns {
    private static final String ADD = """
            insert into account_run (job_execution_id, account_id, outcome, exit_code, problem, started_at, ended_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (job_execution_id, account_id) do nothing
            """;

    private final JdbcOperations jdbc;

    public AccountRuns(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The fetch of one account.
     *
     * @param jobExecutionId the run
     * @param problem what went wrong, in one line; null if nothing did
     */
    public record AccountRun(
            long jobExecutionId,
            Account account,
            Outcome outcome,
            @Nullable String problem,
            Instant startedAt,
            Instant endedAt) {}

    /** Stores it; returns false if it is stored already, by a try of which only the reply was lost. */
    public boolean add(AccountRun run) {
        return jdbc.update(
                        ADD,
                        run.jobExecutionId(),
                        run.account().id(),
                        run.outcome().name(),
                        run.outcome().exitCode(),
                        Storable.text(run.problem()),
                        Timestamps.of(run.startedAt()),
                        Timestamps.of(run.endedAt()))
                == 1;
    }
}
