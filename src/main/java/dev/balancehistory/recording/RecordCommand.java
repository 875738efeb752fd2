package dev.balancehistory.recording;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.Context;
import dev.balancehistory.cli.Program;
import dev.balancehistory.cli.ShutdownHook;
import dev.balancehistory.cli.UsageError;
import dev.balancehistory.database.Database;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.RunStop;
import dev.balancehistory.spool.Spool;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** {@code record}: records a snapshot of each account now. */
record RecordCommand(Program program) implements Command {
    private static final String ACCOUNT = "account";
    private static final String SHARD = "shard";
    private static final String SLOT = "slot";
    private static final String SLOT_OF_JOB = "slot-of-job";
    private static final String QUIET = "quiet";
    private static final String STRUCTURED = "logging.structured.format.console";

    @Override
    public String name() {
        return "record";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Take a snapshot of every configured account now.",
                "Prints each account's balances and their change since the previous snapshot.");
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Arguments.value(ACCOUNT, "NAME", "Only this account; may be repeated."))
                .addOption(Arguments.value(SHARD, "INDEX/COUNT", """
                        Only this share of the accounts, such as 0/4 for the first of
                        four. The name of an account decides its share."""))
                .addOption(Arguments.value(SLOT, "INSTANT", """
                        The scheduled instant that this run stands for, such as
                        2026-01-01T00:00:00Z: an account is recorded for a slot once,
                        however often the run is repeated."""))
                .addOption(Arguments.value(SLOT_OF_JOB, "JOBNAME", """
                        The same, taken from the name that a Kubernetes CronJob gave its
                        Job: NAME-MINUTES, with the minutes since 1970."""))
                .addOption(MetricsOption.option())
                .addOption(Arguments.flag(QUIET, "Print no tables, only a line for each account."));
    }

    @Override
    public int run(Arguments arguments) {
        RecordRequest request = new RecordRequest(
                arguments.all(ACCOUNT), arguments.one(SHARD, Shard::parse).orElse(null), slot(arguments), null);
        return program.application().reported(job(arguments), MetricsOption.properties(arguments), (context, run) -> {
            boolean collected = StringUtils.hasText(context.property(STRUCTURED));
            ShutdownHook end = ShutdownHook.onSignal(context.get(RunStop.class)::stop);
            try (end) {
                RunResult result = context.get(RunObserver.class)
                        .observe(() -> context.get(RecordBalances.class).record(request));
                ReportedRuns.summarize(result, run);
                report(result, context, arguments.has(QUIET), collected);
                if (collected) {
                    RunLog.log(request.slot(), result);
                }
                return result.outcome().exitCode();
            } catch (RuntimeException e) {
                if (!collected) {
                    throw e;
                }
                run.summarize(String.valueOf(DatabaseProblem.of(e).getMessage()), List.of());
                return RunLog.log(request.slot(), e).exitCode();
            } finally {
                program.out().flush();
            }
        });
    }

    /** Prints the result, without the problems if a log collector reads the output: they are logged. */
    private void report(RunResult result, Context context, boolean quiet, boolean collected) {
        if (quiet && collected) {
            return;
        }
        PrintWriter err = collected ? new PrintWriter(Writer.nullWriter()) : program.err();
        RunOutput output = new RunOutput(program.out(), err);
        if (result.outage()) {
            SpooledBalances balances = quiet ? null : context.get(SpooledBalances.class);
            new OutagePrinter(output, balances)
                    .print(result, context.get(Spool.class).folder());
        } else {
            SnapshotLines balances = quiet ? null : context.get(SnapshotLines.class);
            new RunPrinter(output, balances)
                    .print(result, context.get(Database.Settings.class).place());
        }
        program.out().flush();
    }

    /** Returns the name by which the runs of the same accounts are reported. */
    private String job(Arguments arguments) {
        String accounts = arguments.all(ACCOUNT).stream()
                .sorted()
                .map(account -> " --" + ACCOUNT + " " + account)
                .collect(Collectors.joining());
        return name()
                + accounts
                + arguments.one(SHARD, share -> " --" + SHARD + " " + share).orElse("");
    }

    private static @Nullable Slot slot(Arguments arguments) {
        if (arguments.has(SLOT) && arguments.has(SLOT_OF_JOB)) {
            throw new UsageError("'--" + SLOT + "' and '--" + SLOT_OF_JOB + "' exclude each other");
        }
        return arguments
                .one(SLOT, text -> Slot.ofRun(text, Instant.now()))
                .or(() -> arguments.one(SLOT_OF_JOB, name -> Slot.ofJob(name, Instant.now())))
                .orElse(null);
    }
}
