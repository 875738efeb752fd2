package dev.balancehistory.app;

import dev.balancehistory.support.CleanProcess;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The program in a process of its own. */
public final class Child implements AutoCloseable {
    private static final String JCMD =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

    private static final Pattern WAITS = Pattern.compile("\"stop-by-signal\"[^\n]*\n[^\n]*TIMED_WAITING");

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
    public Workbench.Ended ended() throws IOException {
        int code = Patience.untilEnd(process, this::err);
        return new Workbench.Ended(code, Files.readString(out), Files.readString(err));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns its standard error so far. */
    String err() throws IOException {
        return Files.readString(err);
    }

    /** Sends it SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Sends it SIGTERM, and returns when its runs have been notified. */
    public void terminateKnowingly() {
        terminate();
        Patience.until("the program stops", () -> !process.isAlive() || waitsForItsRuns());
    }

    /** Returns whether the thread of the signal has stopped all runs and waits for them. */
    private boolean waitsForItsRuns() throws IOException {
        Process threads = CleanProcess.of(JCMD, Long.toString(process.pid()), "Thread.print")
                .redirectErrorStream(true)
                .start();
        String printed = new String(threads.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // It fails where the process has just ended.
        return Patience.untilEnd(threads) == 0 && WAITS.matcher(printed).find();
    }

    /** Ends it like SIGKILL. */
    public void killed() {
        process.destroyForcibly().onExit().join();
    }

    /** Freezes it, like SIGSTOP. */
    public void freeze() throws IOException {
        signal("STOP");
    }

    /** Lets it go on, like SIGCONT. */
    public void thaw() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        int code = Patience.untilEnd(CleanProcess.of("kill", "-" + name, Long.toString(process.pid()))
                .start());
        if (code != 0) {
            throw new AssertionError("kill -" + name + " ends with " + code);
        }
    }

    @Override
    public void close() {
        killed();
    }
}
