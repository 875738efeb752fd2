package dev.balancehistory.job;

import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Problem;
import java.util.List;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;

/** Describes a failure in the job metadata. */
final class ExitDescription {
    private ExitDescription() {}

    /** Replaces a stack trace by the outcome and one line. */
    static ExitStatus of(ExitStatus status, List<Throwable> failures) {
        return failures.stream()
                .filter(failure ->
                        status.getExitDescription().contains(failure.getClass().getName()))
                .findFirst()
                .map(failure -> {
                    if (failure instanceof JobInterruptedException) {
                        return ExitStatus.STOPPED;
                    }
                    Problem problem = DatabaseProblem.of(failure);
                    return new ExitStatus(problem.outcome().name(), String.valueOf(problem.getMessage()));
                })
                .orElse(status);
    }
}
