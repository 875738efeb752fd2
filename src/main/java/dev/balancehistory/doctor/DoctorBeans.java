package dev.balancehistory.doctor;

import dev.balancehistory.database.Database;
import dev.balancehistory.database.SpringSettings;
import dev.balancehistory.settings.BoundSettings;
import dev.balancehistory.settings.ConfiguredAccounts;
import dev.balancehistory.spool.Spool;
import java.time.InstantSource;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Registers the command {@code doctor}. */
final class DoctorBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(
                Doctor.class,
                spec -> spec.supplier(context -> new Doctor(
                        () -> context.bean(BoundSettings.class),
                        () -> context.bean(ConfiguredAccounts.class),
                        new DatabaseExamination(
                                () -> new DatabaseCheck(context.bean(Database.Settings.class)),
                                () -> context.bean(SpringSettings.class).migrates()),
                        new ExchangeExamination(context.bean(InstantSource.class)),
                        new SettingsExamination(
                                context.bean(InstantSource.class),
                                () -> context.bean(Spool.class).contents()))));
    }
}
