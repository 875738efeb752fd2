package dev.balancehistory.spool;

import dev.balancehistory.settings.RecorderSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Registers the spool. */
final class SpoolBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(
                Spool.class,
                spec -> spec.supplier(context -> {
                    RecorderSettings settings = context.bean(RecorderSettings.class);
                    return new Spool(
                            Path.of(settings.spoolDir()), settings.spoolBytes(), context.bean(InstantSource.class));
                }));
    }
}
