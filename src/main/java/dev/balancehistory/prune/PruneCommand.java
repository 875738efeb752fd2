package dev.balancehistory.prune;

import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.Program;
import dev.balancehistory.cli.ShutdownHook;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.prune.PruneHistory.Pruned;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Options;

/** {@code prune}: deletes expired response bodies and job metadata. */
record PruneCommand(Program program) implements Command {
    private static final String DRY_RUN = "dry-run";

    @Override
    public String name() {
        return "prune";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Delete expired response bodies and job metadata.",
                "Response bodies expire after recorder.retention.bodies (never, if not set); their hashes stay."
                        + " Runs expire in",
                "the job metadata after recorder.retention.job-metadata (90d). Balances always stay.",
                "The database user must be allowed to delete: balance_pruner or balance_owner.");
    }

    @Override
    public Options options() {
        return new Options().addOption(Arguments.flag(DRY_RUN, "Report what has expired, and delete nothing."));
    }

    @Override
    public int run(Arguments arguments) {
        return program.application().with(arguments.properties(), context -> {
            PruneHistory history = context.get(PruneHistory.class);
            if (arguments.has(DRY_RUN)) {
                print(history.dryRun(), "to delete");
            } else {
                ShutdownHook end = ShutdownHook.onSignal(history::stop);
                try (end) {
                    print(history.prune(), "deleted");
                }
            }
            return Outcome.DONE.exitCode();
        });
    }

    private void print(Pruned pruned, String action) {
        PrintWriter out = program.out();
        out.println(
                pruned.bodiesBefore() == null
                        ? "Bodies are kept (recorder.retention.bodies)."
                        : String.format(
                                Locale.ROOT,
                                "Bodies %s: %d (%,d bytes), of responses before %s.",
                                action,
                                pruned.bodies().count(),
                                pruned.bodies().bytes(),
                                pruned.bodiesBefore()));
        out.println(
                pruned.runsBefore() == null
                        ? "Runs are kept (recorder.retention.job-metadata)."
                        : "Runs " + action + ": " + pruned.runs() + ", ended before " + pruned.runsBefore() + ".");
    }
}
