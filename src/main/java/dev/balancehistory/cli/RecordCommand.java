package dev.balancehistory.cli;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.history.Database;
import dev.balancehistory.recording.RecordBalances;
import dev.balancehistory.recording.RecordRequest;
import dev.balancehistory.recording.RunResult;
import dev.balancehistory.recording.RunStop;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code record}: takes a snapshot of each account now. */
final class RecordCommand implements Command {
    // Shorter than the 30 seconds after which Kubernetes kills.
    private static final Duration GRACE = Duration.ofSeconds(25);

    private static final String ACCOUNT = "account";
    private static final String SLOT = "slot";
    private static final String QUIET = "quiet";

    private final PrintWriter out;
    private final PrintWriter err;

    RecordCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public String name() {
        return "record";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Take a snapshot of every configured account now.",
                "Shows each account's balances and their change since the snapshot before.");
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Option.builder()
                        .longOpt(ACCOUNT)
                        .hasArg()
                        .argName("NAME")
                        .desc("Only this account; may be repeated.")
                        .get())
                .addOption(Option.builder()
                        .longOpt(SLOT)
                        .hasArg()
                        .argName("INSTANT")
                        .desc("""
                                The scheduled instant that this run stands for, such as
                                2026-01-01T00:00:00Z: an account is recorded for a slot once,
                                however often the run is repeated.""")
                        .get())
                .addOption(Option.builder()
                        .longOpt(QUIET)
                        .desc("Show no tables, only a line for each account.")
                        .get());
    }

    @Override
    public int run(Arguments arguments) {
        RecordRequest request = new RecordRequest(
                arguments.all(ACCOUNT), arguments.one(SLOT, Slot::parse).orElse(null));
        return Context.with(arguments.properties(), context -> {
            CountDownLatch ended = stopOnSignal(context.get(RunStop.class));
            try {
                RunResult result = context.get(RecordBalances.class).record(request);
                String place = context.get(Database.Settings.class).place();
                new RunPrinter(out, err, arguments.has(QUIET)).print(result, place);
                return ExitCode.of(result.outcome());
            } finally {
                out.flush();
                ended.countDown();
            }
        });
    }

    private static CountDownLatch stopOnSignal(RunStop stop) {
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                if (stop.stop(GRACE)) {
                    ended.await(1, TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        return ended;
    }
}
