package dev.balancehistory.report;

import dev.balancehistory.database.CheckedDatabase;
import dev.balancehistory.spool.Spool;
import java.time.InstantSource;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Registers the command {@code export}. */
final class ReportBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(
                ExportReport.class,
                spec -> spec.supplier(context -> new ExportReport(
                        context.bean(CheckedDatabase.class).dataSource(),
                        () -> context.bean(Spool.class).named(),
                        context.bean(InstantSource.class))));
    }
}
