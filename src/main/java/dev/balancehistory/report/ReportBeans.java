package dev.balancehistory.report;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.history.History;
import java.time.InstantSource;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Wires the reports. */
public final class ReportBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(
                ExportReport.class,
                spec -> spec.supplier(context -> {
                    // Which migrates, or makes sure that the schema is this program's.
                    context.bean(History.class);
                    return new ExportReport(context.bean(HikariDataSource.class), context.bean(InstantSource.class));
                }));
    }
}
