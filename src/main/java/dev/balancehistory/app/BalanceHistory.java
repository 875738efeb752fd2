package dev.balancehistory.app;

import dev.balancehistory.cli.Application;
import dev.balancehistory.cli.ShutdownHook;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.TimeZone;

/** The main class. */
public final class BalanceHistory {
    private BalanceHistory() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        int code = run(args);
        ShutdownHook.finished();
        System.exit(code);
    }

    /** Runs one command and returns its exit code. */
    public static int run(String... args) {
        // The job metadata has timestamps without a zone.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        // Some locales have digits of their own, in which a library would write numbers and messages.
        Locale.setDefault(Locale.ROOT);
        // The JDK's own wire log would show keys.
        System.clearProperty("jdk.httpclient.HttpClient.log");
        PrintStream out = System.out;
        // Not through a print stream, which hides write errors.
        OutputStream bytes = new FileOutputStream(FileDescriptor.out);
        // Standard output is for tables and CSV: the output of libraries goes to standard error.
        System.setOut(System.err);
        try {
            return new CommandRunner(bytes, System.err).run(args);
        } finally {
            System.setOut(out);
        }
    }

    /** Returns the application, not started. */
    static Application application() {
        return new Application(BalanceHistory.class);
    }
}
