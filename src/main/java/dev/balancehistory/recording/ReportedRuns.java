package dev.balancehistory.recording;

import dev.balancehistory.cli.Reporter;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.recording.RunResult.AccountResult;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reports each run to the configured receivers, besides another observer. */
public final class ReportedRuns implements RunObserver {
    /** The name by which the runs of all accounts are reported, whatever command starts them. */
    public static final String JOB = "record";

    private final Reporter reporter;
    private final RunObserver observer;

    public ReportedRuns(Reporter reporter, RunObserver observer) {
        this.reporter = reporter;
        this.observer = observer;
    }

    @Override
    public RunResult observe(Supplier<RunResult> run) {
        Reporter.Run reported = reporter.begin(JOB);
        try {
            RunResult result = observer.observe(run);
            summarize(result, reported);
            reported.ended(result.outcome().exitCode());
            return result;
        } catch (RuntimeException e) {
            reported.failed(e);
            throw e;
        }
    }

    /** Gives a run's messages the text of its log line, without the slot, and a line for each remark. */
    static void summarize(RunResult result, Reporter.Run reported) {
        List<String> failed = result.accounts().stream()
                .filter(account -> account.outcome() != Outcome.DONE)
                .map(AccountResult::account)
                .toList();
        String text = Stream.concat(Stream.of(RunLine.count(result)), RunLine.remarks(result).stream())
                .collect(Collectors.joining("\n"));
        reported.summarize(text, failed);
    }
}
