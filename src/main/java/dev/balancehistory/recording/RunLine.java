package dev.balancehistory.recording;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Printable;
import dev.balancehistory.process.Problem;
import dev.balancehistory.recording.RunResult.AccountResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The log line of a run.
 *
 * @param text the line, in printable characters
 * @param well whether the run needs no attention
 */
public record RunLine(String text, boolean well) {
    private static final int MOST_REMARKS = 5;
    private static final int LONGEST_REMARK = 300;

    /**
     * Returns the line of a run with a result.
     *
     * @param slot the slot of the run; null if it has none
     */
    public static RunLine of(@Nullable Slot slot, RunResult result) {
        return of(slot, count(result), remarks(result), result.outcome() == Outcome.DONE);
    }

    /** Returns how many accounts of the run are recorded, and its outcome if it is not done. */
    static String count(RunResult result) {
        long done = result.accounts().stream()
                .filter(account -> account.outcome() == Outcome.DONE)
                .count();
        return done + " of " + result.accounts().size() + " accounts ok"
                + (result.outcome() == Outcome.DONE ? "" : ", " + outcomeText(result.outcome()));
    }

    /**
     * Logs the reason why a run ended without a result.
     *
     * @return the outcome of the run
     */
    public static Outcome failed(Logger log, @Nullable Slot slot, RuntimeException e) {
        Problem problem = DatabaseProblem.of(e);
        if (problem.outcome() == Outcome.BUG) {
            log.error("{}the run failed because of a bug", begin(slot), e);
        } else {
            List<String> remarks = List.of(String.valueOf(problem.getMessage()));
            of(slot, "not run, " + outcomeText(problem.outcome()), remarks, false)
                    .log(log);
        }
        return problem.outcome();
    }

    private static RunLine of(@Nullable Slot slot, String what, List<String> remarks, boolean well) {
        String shown = remarks.stream()
                .limit(MOST_REMARKS)
                .map(remark -> Printable.text(remark, LONGEST_REMARK))
                .collect(Collectors.joining("; "));
        int more = remarks.size() - MOST_REMARKS;
        return new RunLine(
                begin(slot)
                        + what
                        + (shown.isEmpty() ? "" : ": " + shown)
                        + (more > 0 ? "; and " + more + " more" : ""),
                well);
    }

    private static String begin(@Nullable Slot slot) {
        return slot == null ? "" : "slot " + slot + ": ";
    }

    public void log(Logger log) {
        if (well) {
            log.info("{}", text);
        } else {
            log.warn("{}", text);
        }
    }

    /** Returns the problems, warnings and notes of a run, one line each. In an outage, the first one is its reason. */
    static List<String> remarks(RunResult result) {
        Stream<String> accounts = result.accounts().stream().flatMap(RunLine::remarks);
        Stream<String> notes = result.notes().stream();
        return (result.outage() ? Stream.concat(notes, accounts) : Stream.concat(accounts, notes)).toList();
    }

    private static Stream<String> remarks(AccountResult account) {
        return Stream.concat(Stream.ofNullable(account.problem()), account.warnings().stream())
                .map(remark -> "account " + account.account() + ": " + remark);
    }

    /** Returns the outcome as written in logs and metrics. */
    public static String outcomeText(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
