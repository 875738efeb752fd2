package dev.balancehistory.recording;

import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.listener.JobExecutionListener;

/** Sets the final status of a run from its worst account, since the failure of an account does not fail a step. */
final class RunListener implements JobExecutionListener {
    private final OpenRuns runs;

    RunListener(OpenRuns runs) {
        this.runs = runs;
    }

    /** Opens the run, unless it was opened before the job was started. */
    @Override
    public void beforeJob(JobExecution execution) {
        if (runs.find(execution.getJobParameters()) == null) {
            runs.reopen(execution);
        }
    }

    @Override
    public void afterJob(JobExecution execution) {
        OpenRun open = runs.find(execution.getJobParameters());
        if (open == null) {
            return;
        }
        setEnd(execution, open);
        if (open.reopened()) {
            runs.close(execution.getJobParameters());
        }
    }

    private static void setEnd(JobExecution execution, OpenRun open) {
        List<Problem> problems = new ArrayList<>(failures(execution));
        problems.addAll(open.run().progress().problems());
        if (!open.holdsAll()) {
            // A completed run could not be restarted for them.
            problems.add(new Problem(Outcome.TEMPORARY_FAILURE, "another run holds some of the accounts"));
        }
        Outcome outcome = outcome(execution, open.run(), problems);
        execution.setStatus(
                switch (outcome) {
                    case DONE -> BatchStatus.COMPLETED;
                    case STOPPED -> BatchStatus.STOPPED;
                    default -> BatchStatus.FAILED;
                });
        Stream<String> messages = Stream.concat(
                problems.stream().map(problem -> String.valueOf(problem.getMessage())), wrong(open).stream());
        execution.setExitStatus(
                outcome == Outcome.DONE
                        ? ExitStatus.COMPLETED
                        : new ExitStatus(outcome.name(), messages.distinct().collect(Collectors.joining("; "))));
    }

    /** Returns a message if there are accounts that are configured wrongly: the history may not have them, and no row. */
    private static Optional<String> wrong(OpenRun open) {
        int accounts = open.run().unfetched().size() - open.rejected().size();
        return accounts == 0 ? Optional.empty() : Optional.of("accounts configured wrongly: " + accounts);
    }

    private static Outcome outcome(JobExecution execution, Run run, List<Problem> problems) {
        List<Outcome> outcomes = new ArrayList<>(List.of(run.outcome()));
        problems.forEach(problem -> outcomes.add(problem.outcome()));
        return execution.getStatus() == BatchStatus.STOPPED ? Outcome.STOPPED : Outcome.worst(outcomes);
    }

    /** Returns the failures of the steps and the job. */
    static List<Problem> failures(JobExecution execution) {
        return execution.getAllFailureExceptions().stream()
                .filter(failure -> !(failure instanceof JobInterruptedException))
                .map(DatabaseProblem::of)
                .toList();
    }
}
