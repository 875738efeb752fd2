package dev.balancehistory.doctor;

import dev.balancehistory.database.Database;
import dev.balancehistory.database.SpringSettings;
import dev.balancehistory.exchange.NonceLock;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.BoundSettings;
import dev.balancehistory.settings.ConfiguredAccounts;
import dev.balancehistory.spool.Spool;
import java.time.InstantSource;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.beans.factory.BeanRegistry.SupplierContext;
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
                                () -> new DatabaseCheck(context.bean(SpringSettings.class)),
                                () -> new SessionCheck(context.bean(Database.Settings.class)),
                                () -> context.bean(SpringSettings.class).migrates(),
                                () -> context.bean(BoundSettings.class).zone(),
                                () -> context.bean(ConfiguredAccounts.class).exchanges()),
                        new ExchangeExamination(
                                context.bean(InstantSource.class),
                                (exchange, apiKey) -> nonceLock(context).tryTake(exchange, apiKey)),
                        new SettingsExamination(
                                context.bean(InstantSource.class),
                                () -> context.bean(Spool.class).contents()))));
    }

    /** Without an address of the database, which is reported, a key is locked within this process only. */
    private static NonceLock nonceLock(SupplierContext context) {
        try {
            return Problem.in(() -> context.bean(NonceLock.class));
        } catch (Problem e) {
            return NonceLock.NONE;
        }
    }
}
