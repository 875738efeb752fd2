package dev.balancehistory.recording;

import dev.balancehistory.archive.PendingResponse;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts with a pending response that the database does not let become a snapshot, for example because of a check of
 * its operator. Their other responses wait for a later run: tried each time, they would hold up the other accounts.
 */
final class Unrecordable {
    private static final Logger log = LoggerFactory.getLogger(Unrecordable.class);

    private final Set<Integer> accounts = new TreeSet<>();
    private final Map<String, Reason> reasons = new LinkedHashMap<>();

    /** A reason with its first response, and the number of accounts that have it. */
    private record Reason(PendingResponse first, Problem problem, int accounts) {
        Reason again() {
            return new Reason(first, problem, accounts + 1);
        }

        Problem reported() {
            String others = accounts == 1 ? "" : "; other accounts with the same problem: " + (accounts - 1);
            return new Problem(
                    problem.outcome(),
                    "account " + first.account() + ": response " + first.id() + " can't be recorded: "
                            + problem.getMessage() + others,
                    problem);
        }
    }

    void add(PendingResponse response, RuntimeException failure) {
        accounts.add(response.accountId());
        Problem problem = DatabaseProblem.of(failure);
        String text = String.valueOf(problem.getMessage());
        if (problem.outcome() == Outcome.BUG && !reasons.containsKey(text)) {
            log.error("Response {} can't be recorded", response.id(), failure);
        }
        reasons.merge(text, new Reason(response, problem, 1), (before, now) -> before.again());
    }

    /** Returns the keys of the accounts. */
    Set<Integer> accounts() {
        return accounts;
    }

    /** Notes a problem for each reason. */
    void addTo(RunProgress progress) {
        reasons.values().forEach(reason -> progress.addProblem(reason.reported()));
    }
}
