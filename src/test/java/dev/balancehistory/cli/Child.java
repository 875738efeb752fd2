package dev.balancehistory.cli;

import dev.balancehistory.support.CleanProcess;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The program in a process of its own. */
public final class Child implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    private Child(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static Child start(List<String> command, Map<String, String> environment, Path folder) throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder process =
                CleanProcess.of(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        process.environment().putAll(environment);
        return new Child(process.start(), out, err);
    }

    /** Waits until it ends by itself. */
    public Workbench.Ended ended() throws IOException, InterruptedException {
        int code = Patience.untilEnd(process);
        return new Workbench.Ended(code, Files.readString(out), Files.readString(err));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns what it has said so far on its second output. */
    String err() throws IOException {
        return Files.readString(err);
    }

    /** Asks it to end, like SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Asks it to end, like SIGTERM, and returns when what runs knows it. */
    public void terminateKnowingly() throws IOException, InterruptedException {
        terminate();
        Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
        for (int i = 0; i < 1_000 && process.isAlive(); i++) {
            Thread.sleep(10);
            if (!Files.isDirectory(threads) ? i == 100 : hasThread(threads, "stop-by-signal")) {
                return;
            }
        }
    }

    private static boolean hasThread(Path threads, String name) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
            for (Path thread : all) {
                if (Files.readString(thread.resolve("comm")).strip().equals(name)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // A thread has just ended, or all have.
            return false;
        }
        return false;
    }

    /** Ends it like SIGKILL. */
    public void killed() {
        process.destroyForcibly().onExit().join();
    }

    /** Freezes it, like SIGSTOP. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on, like SIGCONT. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code = CleanProcess.of("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new AssertionError("kill -" + name + " ends with " + code);
        }
    }

    @Override
    public void close() {
        killed();
    }
}
