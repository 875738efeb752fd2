package dev.balancehistory.cli;

import dev.balancehistory.process.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A line on a terminal that shows the progress of a long task. */
public final class ProgressLine implements Progress, AutoCloseable {
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter terminal;
    private final long start = System.nanoTime();
    private boolean shown;

    ProgressLine(PrintWriter terminal) {
        this.terminal = terminal;
    }

    /** Returns the line; null if standard output is not a terminal. */
    public static @Nullable ProgressLine onTerminal(PrintWriter err) {
        return Terminal.isPresent() ? new ProgressLine(err) : null;
    }

    @Override
    public void at(long rows, long expected) {
        double rate = rows / ((System.nanoTime() - start) / 1e9);
        String line = String.format(Locale.ROOT, "%,d rows, %,.0f a second", rows, rate);
        if (expected > rows && rate > 0) {
            Duration left = Duration.ofSeconds(Math.round((expected - rows) / rate));
            long done = 100 * rows / expected;
            line += String.format(Locale.ROOT, ", %d %%, %d:%02d left", done, left.toMinutes(), left.toSecondsPart());
        }
        terminal.print(CLEAR + line);
        terminal.flush();
        shown = true;
    }

    /** Clears the line. */
    @Override
    public void close() {
        if (shown) {
            terminal.print(CLEAR);
            terminal.flush();
        }
    }
}
