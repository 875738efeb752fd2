package dev.balancehistory.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.TimeZone;

/** The program. */
public final class BalanceHistory {
    private BalanceHistory() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        int code = run(args);
        ShutdownHook.said();
        System.exit(code);
    }

    /** Runs one command and returns its exit code. */
    public static int run(String... args) {
        // The job metadata has timestamps without a zone.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        // The JDK's own wire log would show keys.
        System.clearProperty("jdk.httpclient.HttpClient.log");
        PrintStream out = System.out;
        // Not through a print stream, which keeps to itself that it can't write.
        OutputStream bytes = new FileOutputStream(FileDescriptor.out);
        // Standard output belongs to tables and CSV: what a library prints goes to the other stream.
        System.setOut(System.err);
        try {
            return new CommandRunner(bytes, System.err).run(args);
        } finally {
            System.setOut(out);
        }
    }
}
