package dev.balancehistory.recording;

import dev.balancehistory.archive.PendingResponse;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts with a pending response that the database does not let become a snapshot, for example because of a check of
 * its operator. Their other responses wait for a later run: tried each time, they would hold up the other accounts.
 */
final class Unrecordable {
    private static final Logger log = LoggerFactory.getLogger(Unrecordable.class);

    private final Set<Integer> accounts = new TreeSet<>();
    private @Nullable Problem first;

    void add(PendingResponse response, RuntimeException failure) {
        accounts.add(response.accountId());
        if (first == null) {
            Problem problem = DatabaseProblem.of(failure);
            if (problem.outcome() == Outcome.BUG) {
                log.error("Response {} can't be recorded", response.id(), failure);
            }
            first = new Problem(
                    problem.outcome(),
                    "account " + response.account() + ": response " + response.id() + " can't be recorded: "
                            + problem.getMessage(),
                    problem);
        }
    }

    /** Returns the keys of the accounts. */
    Set<Integer> accounts() {
        return accounts;
    }

    /** Notes the problem if there is any. */
    void addTo(RunProgress progress) {
        if (first != null) {
            String others = accounts.size() == 1 ? "" : "; the same for " + (accounts.size() - 1) + " other accounts";
            progress.addProblem(new Problem(first.outcome(), first.getMessage() + others, first));
        }
    }
}
