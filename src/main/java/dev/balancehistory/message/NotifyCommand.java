package dev.balancehistory.message;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Printable;
import dev.balancehistory.process.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command that receives notifications. The shell starts it, as cron and systemd units do. The facts are in its
 * environment and never in its command line, so that no text from outside becomes code.
 *
 * @param line the command line for /bin/sh, which may contain a secret
 * @param limit the time limit of the command
 */
record NotifyCommand(String line, Duration limit) {
    private static final String SUBJECT = "recorder.notify.command ";
    private static final int MOST_READ = 4_000;
    private static final int LONGEST_OUTPUT = 600;
    private static final Duration TO_READ = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(NotifyCommand.class);

    /** Variables with options of the JVM, which may set properties, and those that libpq and the driver read. */
    private static final Set<String> REMOVED =
            Set.of("JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "PGPASSWORD");

    /**
     * Starts the command and waits for its end.
     *
     * @return the first part of its output, in one line
     * @throws Problem if it can't be started, takes too long, or ends with another code than 0
     */
    String send(Notification notification) {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", line).redirectErrorStream(true);
        withoutSecrets(builder.environment());
        builder.environment().putAll(notification.variables());
        try {
            return ended(builder.start(), notification.json());
        } catch (IOException e) {
            // Without the exception, which names the command line.
            throw new Problem(Outcome.CONFIGURATION, SUBJECT + "can't be started: /bin/sh is missing");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Outcome.STOPPED, SUBJECT + "was interrupted");
        }
    }

    /** Removes the variables that configure this program, and may contain its secrets. */
    static void withoutSecrets(Map<String, String> environment) {
        environment.keySet().removeIf(name -> {
            String upper = name.toUpperCase(Locale.ROOT);
            return REMOVED.contains(upper)
                    || Stream.of("RECORDER", "SPRING", Notification.PREFIX).anyMatch(upper::startsWith);
        });
    }

    private String ended(Process process, String json) throws InterruptedException {
        FutureTask<String> output = new FutureTask<>(() -> read(process.getInputStream()));
        inBackground(output);
        inBackground(() -> write(process.getOutputStream(), json));
        boolean inTime = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!inTime) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String shown = shown(output);
        String tail = shown.isEmpty() ? "" : ": " + shown;
        if (!inTime) {
            throw new Problem(
                    Outcome.TEMPORARY_FAILURE, SUBJECT + "was killed after " + limit.toSeconds() + " s" + tail);
        }
        if (process.exitValue() != 0) {
            throw new Problem(Outcome.CONFIGURATION, SUBJECT + "ended with exit code " + process.exitValue() + tail);
        }
        return shown;
    }

    /** Returns the output; empty if a process that the command left behind still holds it. */
    private static String shown(FutureTask<String> output) throws InterruptedException {
        try {
            String text = output.get(TO_READ.toMillis(), TimeUnit.MILLISECONDS);
            return Printable.text(text.strip().lines().collect(Collectors.joining("; ")), LONGEST_OUTPUT);
        } catch (TimeoutException | ExecutionException e) {
            return "";
        }
    }

    /** Reads to the end, so that the command does not wait for a full pipe, and returns the first part. */
    private static String read(InputStream in) throws IOException {
        try (in) {
            String text = new String(in.readNBytes(MOST_READ), StandardCharsets.UTF_8);
            in.transferTo(OutputStream.nullOutputStream());
            return text;
        }
    }

    private static void write(OutputStream out, String text) {
        try (out) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            log.debug("The command has ended without reading its input", e);
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "notify");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public String toString() {
        return "a command";
    }
}
