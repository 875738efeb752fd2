package dev.balancehistory.importing;

import dev.balancehistory.cli.ProgressLine;
import java.io.PrintWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Prints the first malformations of an import, and the number of the others. */
final class MalformationLines implements Consumer<String> {
    private static final int MOST_LISTED = 1_000;

    private final PrintWriter err;
    private final @Nullable ProgressLine progress;
    private long count;

    /**
     * @param progress the line to clear before each print; null without one
     */
    MalformationLines(PrintWriter err, @Nullable ProgressLine progress) {
        this.err = err;
        this.progress = progress;
    }

    @Override
    public void accept(String malformed) {
        count++;
        if (count <= MOST_LISTED) {
            if (progress != null) {
                progress.close();
            }
            err.println(malformed);
        }
    }

    void end() {
        if (count > MOST_LISTED) {
            err.println("and " + (count - MOST_LISTED) + " more");
        }
    }
}
