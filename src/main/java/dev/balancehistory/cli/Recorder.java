package dev.balancehistory.cli;

import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.logback.LogbackLoggingSystem;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * Spring Boot's configuration and logging with the beans of the registrars that {@code spring.factories} lists, without
 * scanning or auto-configuration. A bean is created when a command needs it.
 */
final class Recorder extends SpringApplication {
    Recorder(Class<?> mainClass, ResourceLoader files) {
        super(Recorder.class);
        // Set, so that Spring Boot does not search for others.
        if (System.getProperty(LoggingSystem.SYSTEM_PROPERTY) == null) {
            System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LogbackLoggingSystem.class.getName());
        }
        setResourceLoader(files);
        setMainApplicationClass(mainClass);
        setWebApplicationType(WebApplicationType.NONE);
        setApplicationContextFactory(type -> new GenericApplicationContext());
        setBannerMode(Banner.Mode.OFF);
        setLogStartupInfo(false);
        setLazyInitialization(true);
        // The runs stop before the beans that they use are closed: see ShutdownHook.
        setRegisterShutdownHook(false);
    }

    @Override
    protected void load(ApplicationContext context, Object[] sources) {
        SpringFactoriesLoader.forDefaultResourceLocation()
                .load(BeanRegistrar.class)
                .forEach(((GenericApplicationContext) context)::register);
    }
}
