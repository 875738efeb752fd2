package dev.balancehistory.recording;

import dev.balancehistory.archive.PendingResponse;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pending responses that the database does not let become snapshots, for example because of a check of its operator. */
final class Unrecordable {
    private static final Logger log = LoggerFactory.getLogger(Unrecordable.class);

    private @Nullable Problem first;
    private long last;
    private int count;

    /** Adds a response. They have to be added in order of their keys. */
    void add(PendingResponse response, RuntimeException failure) {
        Problem problem = DatabaseProblem.of(failure);
        if (problem.outcome() == Outcome.BUG) {
            log.error("Response {} can't be recorded", response.id(), failure);
        }
        if (first == null) {
            first = new Problem(
                    problem.outcome(),
                    "account " + response.account() + ": response " + response.id() + " can't be recorded: "
                            + problem.getMessage(),
                    problem);
        }
        last = response.id();
        count++;
    }

    /** Returns the key of the last one; 0 without one. */
    long last() {
        return last;
    }

    /** Notes the problem if there are any. */
    void addTo(RunProgress progress) {
        if (first != null) {
            String others = count == 1 ? "" : "; further responses that can't: " + (count - 1);
            progress.addProblem(new Problem(first.outcome(), first.getMessage() + others, first));
        }
    }
}
