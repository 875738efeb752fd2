package dev.balancehistory.app;

import dev.balancehistory.archive.ArchiveBeans;
import dev.balancehistory.cli.Application;
import dev.balancehistory.cli.ShutdownHook;
import dev.balancehistory.database.DatabaseBeans;
import dev.balancehistory.doctor.DoctorBeans;
import dev.balancehistory.importing.ImportingBeans;
import dev.balancehistory.job.JobBeans;
import dev.balancehistory.metrics.MetricsBeans;
import dev.balancehistory.prune.PruneBeans;
import dev.balancehistory.recording.RecordingBeans;
import dev.balancehistory.report.ReportBeans;
import dev.balancehistory.schedule.ScheduleBeans;
import dev.balancehistory.settings.SettingsBeans;
import dev.balancehistory.spool.SpoolBeans;
import dev.balancehistory.statement.StatementBeans;
import dev.balancehistory.verification.VerificationBeans;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
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

    /** Returns the application with the beans of all packages. */
    static Application application() {
        return new Application(
                BalanceHistory.class,
                List.of(
                        new ProgramBeans(),
                        new SettingsBeans(),
                        new DatabaseBeans(),
                        new ArchiveBeans(),
                        new SpoolBeans(),
                        new JobBeans(),
                        new RecordingBeans(),
                        new ScheduleBeans(),
                        new ReportBeans(),
                        new StatementBeans(),
                        new ImportingBeans(),
                        new VerificationBeans(),
                        new DoctorBeans(),
                        new PruneBeans(),
                        new MetricsBeans()));
    }
}
