package dev.balancehistory.prune;

import dev.balancehistory.cli.Application;
import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.ShutdownHook;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.prune.PruneHistory.Pruned;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Options;

/** {@code prune}: takes away what is older than it has to be kept. */
public final class PruneCommand implements Command {
    private static final String DRY_RUN = "dry-run";

    private final Application application;
    private final PrintWriter out;

    public PruneCommand(Application application, PrintWriter out) {
        this.application = application;
        this.out = out;
    }

    @Override
    public String name() {
        return "prune";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Take away what is older than it has to be kept.",
                "Archived answers lose their body after recorder.retention.bodies (never, if not set), not their hash;",
                "runs leave the job metadata after recorder.retention.job-metadata (90d). Balances always stay. The",
                "database's user must be allowed to: balance_pruner or balance_owner.");
    }

    @Override
    public Options options() {
        return new Options().addOption(Arguments.flag(DRY_RUN, "Only tell what would go."));
    }

    @Override
    public int run(Arguments arguments) {
        return application.with(arguments.properties(), context -> {
            PruneHistory history = context.get(PruneHistory.class);
            if (arguments.has(DRY_RUN)) {
                print(history.dryRun(), "to drop", "to remove");
            } else {
                ShutdownHook end = ShutdownHook.onSignal(history::stop);
                try (end) {
                    print(history.prune(), "dropped", "removed");
                }
            }
            return Outcome.DONE.exitCode();
        });
    }

    private void print(Pruned pruned, String dropped, String removed) {
        out.println(
                pruned.bodiesBefore() == null
                        ? "Bodies of answers are kept (recorder.retention.bodies)."
                        : String.format(
                                Locale.ROOT,
                                "Bodies %s: %d (%,d bytes), of answers before %s.",
                                dropped,
                                pruned.bodies().count(),
                                pruned.bodies().bytes(),
                                pruned.bodiesBefore()));
        out.println(
                pruned.runsBefore() == null
                        ? "Runs are kept (recorder.retention.job-metadata)."
                        : "Runs " + removed + ": " + pruned.runs() + ", ended before " + pruned.runsBefore() + ".");
    }
}
