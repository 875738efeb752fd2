package dev.balancehistory.recording;

import dev.balancehistory.balance.Account;
import dev.balancehistory.database.Storable;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.TextResource;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** The results of fetching: one row for each account of a run. */
final class AccountRuns {
    private static final String ADD = TextResource.of(AccountRuns.class, "account-runs.sql");

    private static final String ADD_UNFETCHED = TextResource.of(AccountRuns.class, "account-runs-unfetched.sql");

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

    /**
     * Stores why accounts were not fetched, except for those that the history does not have.
     *
     * @param problems the reasons, by the names of the accounts
     * @param time the end of the fetch
     */
    void addUnfetched(long jobExecutionId, Map<String, Problem> problems, Instant time) {
        jdbc.update(
                ADD_UNFETCHED,
                jobExecutionId,
                Timestamps.of(time),
                problems.keySet().toArray(String[]::new),
                texts(problems, problem -> problem.outcome().name()),
                problems.values().stream()
                        .map(problem -> problem.outcome().exitCode())
                        .toArray(Integer[]::new),
                texts(problems, problem -> Storable.text(problem.getMessage())));
    }

    private static String[] texts(Map<String, Problem> problems, Function<Problem, @Nullable String> text) {
        return problems.values().stream().map(text).toArray(String[]::new);
    }
}
