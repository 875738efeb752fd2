package dev.balancehistory.recording;

import dev.balancehistory.balance.Seal;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.recording.RecordedSnapshot.Line;
import dev.balancehistory.recording.RunResult.AccountResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Prints a run: each account's balances on standard output, problems on standard error. */
final class RunPrinter {
    private static final int BATCH = 100;

    /** The digits of a seal that suffice to compare it with one that is kept elsewhere. */
    private static final int SHOWN_DIGITS = 16;

    private final RunOutput output;
    private final @Nullable SnapshotLines balances;
    private @Nullable String hidden;

    /**
     * @param balances reads the balances; null to print none
     */
    RunPrinter(RunOutput output, @Nullable SnapshotLines balances) {
        this.output = output;
        this.balances = balances;
    }

    /**
     * @param place the address of the database, without secrets
     */
    void print(RunResult result, String place) {
        // The balances of very many accounts do not fit into memory.
        for (int from = 0; from < result.accounts().size(); from += BATCH) {
            int to = Math.min(from + BATCH, result.accounts().size());
            print(result.accounts().subList(from, to));
        }
        result.notes().forEach(output::printError);
        long recorded =
                result.accounts().stream().filter(AccountResult::recorded).count();
        output.println(run(result) + ": "
                + recorded + " of " + result.accounts().size() + " accounts recorded in " + place
                + (result.startedAt() == null ? "" : ", started " + RunOutput.time(result.startedAt())));
    }

    private static String run(RunResult result) {
        if (result.executionId() != null) {
            return "Run " + result.executionId();
        }
        return result.outcome() == Outcome.DONE ? "No run was needed" : "No run was started";
    }

    private void print(List<AccountResult> accounts) {
        Map<Integer, List<Line>> lines = lines(accounts.stream()
                .map(AccountResult::snapshot)
                .filter(Objects::nonNull)
                .toList());
        accounts.forEach(account -> print(account, lines));
    }

    /** Returns the balances by account; empty if they are not printed or can't be read, which does not fail the run. */
    private Map<Integer, List<Line>> lines(List<RecordedSnapshot> snapshots) {
        if (balances == null || hidden != null || snapshots.isEmpty()) {
            return Map.of();
        }
        try {
            return balances.of(snapshots);
        } catch (DataAccessException e) {
            hidden = "the balances can't be shown: " + DatabaseProblem.of(e).getMessage();
            return Map.of();
        }
    }

    private void print(AccountResult account, Map<Integer, List<Line>> lines) {
        RecordedSnapshot snapshot = account.snapshot();
        if (snapshot != null) {
            String what = account.recorded() ? "recorded" : "recorded already";
            output.println(account.account() + "  " + RunOutput.time(snapshot.responseTime()) + "  " + what);
            if (hidden != null) {
                output.println("  (" + RunOutput.printable(hidden) + ")");
            } else if (balances != null) {
                table(snapshot, lines.getOrDefault(snapshot.accountId(), List.of()));
            }
        }
        output.printRemarks(account);
    }

    private void table(RecordedSnapshot snapshot, List<Line> lines) {
        Instant before = snapshot.previousTime();
        BalanceTable.print(
                output,
                lines,
                before == null ? "change" : "change since " + RunOutput.time(before),
                line -> change(line, before));
        Seal seal = snapshot.newestSeal();
        output.println("  newest seal: " + seal.sequence() + " " + seal.hex().substring(0, SHOWN_DIGITS));
        output.println("");
    }

    private static String change(Line line, @Nullable Instant before) {
        BigDecimal change = line.change();
        if (change == null) {
            return before == null ? "first snapshot" : line.total() == null ? "" : "new";
        }
        if (change.signum() == 0) {
            return "=";
        }
        return (change.signum() > 0 ? "+" : "") + change.toPlainString();
    }
}
