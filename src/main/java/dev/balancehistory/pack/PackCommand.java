package dev.balancehistory.pack;

import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.Program;
import dev.balancehistory.cli.ShutdownHook;
import dev.balancehistory.process.Outcome;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code pack}: moves old balances and responses from rows into compressed chunks. */
record PackCommand(Program program) implements Command {
    private static final String DRY_RUN = "dry-run";

    @Override
    public String name() {
        return "pack";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Move old balances and responses into compressed arrays, which take a fraction of the space.",
                "Packs snapshots that are older than recorder.pack.after (off, if not set), in groups of "
                        + Packing.SNAPSHOTS + " of one",
                "account. Every report, verify and the views show the same as before; unpack reverts it.",
                "The database user must be allowed to do so: balance_pruner or balance_owner.");
    }

    @Override
    public Options options() {
        return new Options().addOption(Arguments.flag(DRY_RUN, "Report what would be packed, and move nothing."));
    }

    @Override
    public int run(Arguments arguments) {
        return program.application().with(arguments.properties(), context -> {
            PackHistory history = context.get(PackHistory.class);
            Instant limit = history.limit();
            PrintWriter out = program.out();
            if (limit == null) {
                out.println("Packing is off (recorder.pack.after=off): no snapshot was moved.");
            } else if (arguments.has(DRY_RUN)) {
                out.println("Snapshots to pack: " + history.dryRun(limit) + ", of those before " + limit + ".");
            } else {
                ShutdownHook end = ShutdownHook.onSignal(history::stop);
                try (end) {
                    Moved moved = history.pack(limit);
                    out.println("Snapshots packed: " + moved.snapshots() + " (" + moved.balances()
                            + " balances), of those before " + limit + ".");
                }
            }
            return Outcome.DONE.exitCode();
        });
    }
}
