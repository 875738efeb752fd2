package dev.balancehistory.benchmark;

import dev.balancehistory.support.CleanProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A command that is measured as a whole process.
 *
 * @param name what the table calls it
 * @param peer the name of what it is compared with; null for nothing
 * @param line the program and its arguments
 * @param environment added to the little that every process gets
 */
record Candidate(String name, @Nullable String peer, List<String> line, Map<String, String> environment) {
    /** Starts it; what it prints goes to the file. */
    Process start(Path printed) throws IOException {
        ProcessBuilder builder = CleanProcess.of(line)
                // An empty folder: no application.yaml lies beside.
                .directory(printed.getParent().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits for its end, which has to be a good one. */
    void await(Process process, Path printed) throws IOException, InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(name + " does not end");
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    name + " ended with " + process.exitValue() + ": " + Files.readString(printed));
        }
    }
}
