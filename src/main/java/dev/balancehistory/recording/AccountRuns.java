package dev.balancehistory.recording;

import dev.balancehistory.balance.Account;
import dev.balancehistory.database.Storable;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.TextResource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** The results of fetching: one row for each account that a run has fetched. */
final class AccountRuns {
    private static final String ADD = TextResource.of(AccountRuns.class, "account-runs.sql");

    private final JdbcOperations jdbc;

    AccountRuns(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The fetch of one account.
     *
     * @param jobExecutionId the run
     * @param problem the failure in one line; null without a failure
     */
    record AccountRun(
            long jobExecutionId,
            Account account,
            Outcome outcome,
            @Nullable String problem,
            Instant startedAt,
            Instant endedAt) {}

    /** Stores the row; returns false if an earlier try, whose acknowledgement was lost, has stored it. */
    boolean add(AccountRun run) {
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
