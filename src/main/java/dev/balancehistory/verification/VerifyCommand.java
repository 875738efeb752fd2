package dev.balancehistory.verification;

import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.Program;
import dev.balancehistory.cli.ProgressLine;
import dev.balancehistory.cli.Reporter;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Printable;
import dev.balancehistory.settings.BoundSettings;
import dev.balancehistory.settings.Times;
import dev.balancehistory.verification.VerifyHistory.Verified;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/** {@code verify}: proves that the recorded balances are those that the exchange sent. */
record VerifyCommand(Program program) implements Command {
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String ACCOUNT = "account";

    private static final int MOST_LISTED = 1_000;
    private static final int MAX_LINE = 600;

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Prove that every recorded balance is what the exchange sent.",
                "Derives each snapshot again from its archived response, compares it digit for digit, and computes",
                "each account's chain of seals again. Prints a line for each difference (the first " + MOST_LISTED
                        + ") and",
                "ends with 65 if there is one. Changes nothing. --from and --to select snapshots and responses; the",
                "chain is always checked from its first seal to its newest.",
                "The database user must be allowed to read the tables: balance_recorder or balance_owner.");
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Arguments.value(
                        FROM,
                        "TIME",
                        "Snapshots from here on: a month, a date or a local time (in\nrecorder.zone or UTC), or an instant"
                                + " such as 2026-01-01T00:00:00Z."))
                .addOption(Arguments.value(TO, "TIME", "Up to here, not included."))
                .addOption(Arguments.value(ACCOUNT, "NAME", "Only this account; may be repeated."));
    }

    @Override
    public int run(Arguments arguments) {
        return program.application().unattended(name(), arguments.properties(), (context, reported) -> {
            VerifyRequest request =
                    request(arguments, context.get(BoundSettings.class).zone());
            return verify(context.get(VerifyHistory.class), request, reported);
        });
    }

    private static VerifyRequest request(Arguments arguments, ZoneId zone) {
        return new VerifyRequest(
                arguments.one(FROM, text -> Times.read(text, zone)).orElse(null),
                arguments.one(TO, text -> Times.read(text, zone)).orElse(null),
                arguments.all(ACCOUNT));
    }

    private int verify(VerifyHistory history, VerifyRequest request, Reporter.Run reported) {
        ProgressLine progress = ProgressLine.onTerminal(program.err());
        Lines lines = new Lines(progress);
        Verified verified;
        try (progress) {
            verified = history.verify(request, lines, progress);
        }
        program.out()
                .println("Checked: " + verified.snapshots() + " snapshots, " + verified.rows() + " balances, "
                        + verified.seals() + " seals. "
                        + (verified.fromExports() == 0
                                ? ""
                                : "Made from an exported history, not from the exchange's response: "
                                        + verified.fromExports() + ". ")
                        + "Not provable, since the body of the response was deleted: "
                        + verified.unprovable() + ". Differences: "
                        + verified.differences()
                        + (verified.differences() > MOST_LISTED ? ", of which " + MOST_LISTED + " are listed." : "."));
        reported.summarize(
                verified.differences() + " differences in " + verified.snapshots() + " snapshots", List.of());
        return verified.differences() == 0 ? Outcome.DONE.exitCode() : Outcome.DATA_ERROR.exitCode();
    }

    /** Prints the first differences. */
    private final class Lines implements Consumer<Difference> {
        private final @Nullable ProgressLine progress;
        private int listed;

        Lines(@Nullable ProgressLine progress) {
            this.progress = progress;
        }

        @Override
        public void accept(Difference difference) {
            if (listed < MOST_LISTED) {
                listed++;
                if (progress != null) {
                    progress.close();
                }
                program.out().println(Printable.text(difference.toString(), MAX_LINE));
            }
        }
    }
}
