package dev.balancehistory.cli;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.history.Database;
import dev.balancehistory.recording.RecordBalances;
import dev.balancehistory.recording.RecordRequest;
import dev.balancehistory.recording.RunResult;
import dev.balancehistory.recording.RunStop;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code record}: takes a snapshot of each account now. */
@Command(
        name = "record",
        description = {
            "Take a snapshot of every configured account now.",
            "Shows each account's balances and their change since the snapshot before."
        })
final class RecordCommand implements Callable<Integer> {
    // Shorter than the 30 seconds after which Kubernetes kills.
    private static final Duration GRACE = Duration.ofSeconds(25);

    private final List<String> properties;
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(names = "--account", paramLabel = "NAME", description = "Only this account; may be repeated.")
    private List<String> accounts = new ArrayList<>();

    @Option(
            names = "--slot",
            paramLabel = "INSTANT",
            converter = SlotConverter.class,
            description = {
                "The scheduled instant that this run stands for, such as 2026-01-01T00:00:00Z:",
                "an account is recorded for a slot once, however often the run is repeated."
            })
    private @Nullable Slot slot;

    @Option(names = "--quiet", description = "Show no tables, only a line for each account.")
    private boolean quiet;

    RecordCommand(List<String> properties, PrintWriter out, PrintWriter err) {
        this.properties = properties;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        return Context.with(properties, context -> {
            CountDownLatch ended = stopOnSignal(context.get(RunStop.class));
            try {
                RunResult result = context.get(RecordBalances.class).record(new RecordRequest(accounts, slot));
                String place = context.get(Database.Settings.class).place();
                new RunPrinter(out, err, quiet).print(result, place);
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

    /** Reads a slot. */
    static final class SlotConverter implements ITypeConverter<Slot> {
        @Override
        public Slot convert(String value) {
            try {
                return Slot.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
