package dev.balancehistory.cli;

import dev.balancehistory.backfill.BackfillBeans;
import dev.balancehistory.history.HistoryBeans;
import dev.balancehistory.job.JobBeans;
import dev.balancehistory.operation.OperationBeans;
import dev.balancehistory.proof.ProofBeans;
import dev.balancehistory.recording.RecordingBeans;
import dev.balancehistory.report.ReportBeans;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.logback.LogbackLoggingSystem;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The Spring application behind the commands: Spring Boot's configuration and logging, and beans that each package
 * registers itself. No scanning, no auto-configuration; a bean is made when a command asks for it.
 */
final class Recorder extends SpringApplication {
    Recorder() {
        super(Recorder.class);
        // Named, so that Spring Boot does not look for others.
        if (System.getProperty(LoggingSystem.SYSTEM_PROPERTY) == null) {
            System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LogbackLoggingSystem.class.getName());
        }
        setMainApplicationClass(BalanceHistory.class);
        setWebApplicationType(WebApplicationType.NONE);
        setApplicationContextFactory(type -> new GenericApplicationContext());
        setBannerMode(Banner.Mode.OFF);
        setLogStartupInfo(false);
        setLazyInitialization(true);
        // The runs are to stop before what they stand on is closed: see BalanceHistory.
        setRegisterShutdownHook(false);
    }

    @Override
    protected void load(ApplicationContext context, Object[] sources) {
        ((GenericApplicationContext) context)
                .register(
                        new HistoryBeans(),
                        new JobBeans(),
                        new RecordingBeans(),
                        new ReportBeans(),
                        new BackfillBeans(),
                        new ProofBeans(),
                        new OperationBeans());
    }
}
