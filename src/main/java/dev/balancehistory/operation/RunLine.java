package dev.balancehistory.operation;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.exchange.Printable;
import dev.balancehistory.recording.RunResult;
import dev.balancehistory.recording.RunResult.AccountResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run in one line of the log.
 *
 * @param text fit to be shown
 */
record RunLine(String text) {
    private static final int MOST_REMARKS = 5;
    private static final int LONGEST_REMARK = 300;

    static RunLine of(Slot slot, RunResult result) {
        long done = result.accounts().stream()
                .filter(account -> account.outcome() == Outcome.DONE)
                .count();
        List<String> remarks = Stream.concat(
                        result.accounts().stream().flatMap(RunLine::remarks), result.notes().stream())
                .toList();
        String count = done + " of " + result.accounts().size() + " accounts ok";
        return of(slot, count + ", " + word(result.outcome()), remarks);
    }

    static RunLine of(Slot slot, Problem problem) {
        return of(slot, "not run, " + word(problem.outcome()), List.of(String.valueOf(problem.getMessage())));
    }

    private static RunLine of(Slot slot, String what, List<String> remarks) {
        String shown = remarks.stream()
                .limit(MOST_REMARKS)
                .map(remark -> Printable.text(remark, LONGEST_REMARK))
                .collect(Collectors.joining("; "));
        int more = remarks.size() - MOST_REMARKS;
        return new RunLine("slot " + slot + ": " + what + (shown.isEmpty() ? "" : ": " + shown)
                + (more > 0 ? "; and " + more + " more" : ""));
    }

    private static Stream<String> remarks(AccountResult account) {
        return Stream.concat(Stream.ofNullable(account.problem()), account.warnings().stream())
                .map(remark -> "account " + account.account() + ": " + remark);
    }

    /** Returns the outcome as people and metrics name it. */
    static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
