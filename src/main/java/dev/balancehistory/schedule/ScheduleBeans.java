package dev.balancehistory.schedule;

import dev.balancehistory.cli.Reporter;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.RunStop;
import dev.balancehistory.recording.RecordBalances;
import dev.balancehistory.recording.ReportedRuns;
import dev.balancehistory.recording.RunObserver;
import dev.balancehistory.settings.ConfiguredAccounts;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.beans.factory.BeanRegistry.SupplierContext;
import org.springframework.core.env.Environment;

/** Registers the command {@code schedule}. */
final class ScheduleBeans implements BeanRegistrar {
    private static final Duration UNLIMITED = Duration.ofDays(36_500);

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(
                Schedule.class,
                spec -> spec.supplier(context -> new Schedule(
                        () -> context.bean(ConfiguredAccounts.class),
                        request -> recording(context).record(request),
                        () -> recording(context).databaseProblem(),
                        new ReportedRuns(context.bean(Reporter.class), context.bean(RunObserver.class)),
                        context.bean(RunStop.class),
                        context.bean(InstantSource.class),
                        new Deadline(UNLIMITED))));
    }

    private static RecordBalances recording(SupplierContext context) {
        return Problem.in(() -> context.bean(RecordBalances.class));
    }
}
