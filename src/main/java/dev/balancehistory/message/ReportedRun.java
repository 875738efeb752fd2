package dev.balancehistory.message;

import dev.balancehistory.cli.Reporter;
import dev.balancehistory.cli.UsageError;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** A run that was begun. Its end is given to a consumer, which does not wait until it is sent. */
final class ReportedRun implements Reporter.Run {
    private final UUID id;
    private final String job;
    private final Consumer<Event> end;
    private final long start = System.nanoTime();
    private String summary = "";
    private List<String> failed = List.of();

    ReportedRun(UUID id, String job, Consumer<Event> end) {
        this.id = id;
        this.job = job;
        this.end = end;
    }

    @Override
    public void summarize(String text, List<String> accounts) {
        summary = text;
        failed = accounts;
    }

    @Override
    public void ended(int exitCode) {
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        end.accept(new Event(id, job, exitCode, Instant.now(), duration, summary, failed));
    }

    @Override
    public void failed(RuntimeException e) {
        Problem problem = e instanceof UsageError
                ? new Problem(Outcome.USAGE, String.valueOf(e.getMessage()))
                : DatabaseProblem.of(e);
        summary = String.valueOf(problem.getMessage());
        ended(problem.outcome().exitCode());
    }
}
