package dev.balancehistory.pack;

import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.Program;
import dev.balancehistory.cli.ShutdownHook;
import dev.balancehistory.process.Outcome;
import java.util.List;

/** {@code unpack}: moves all packed balances and responses back into rows. */
record UnpackCommand(Program program) implements Command {
    @Override
    public String name() {
        return "unpack";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Move all packed balances and responses back into rows.",
                "Set recorder.pack.after to off before, or the next pack packs them again. Needs as much disk space as",
                "pack has saved. The database user must be allowed to do so: balance_owner.");
    }

    @Override
    public int run(Arguments arguments) {
        return program.application().with(arguments.properties(), context -> {
            PackHistory history = context.get(PackHistory.class);
            ShutdownHook end = ShutdownHook.onSignal(history::stop);
            try (end) {
                Moved moved = history.unpack();
                program.out()
                        .println("Snapshots unpacked: " + moved.snapshots() + " (" + moved.balances() + " balances).");
            }
            return Outcome.DONE.exitCode();
        });
    }
}
