package dev.balancehistory.cli;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** The Spring application while a command needs it. */
final class Context {
    private final ConfigurableApplicationContext spring;

    private Context(ConfigurableApplicationContext spring) {
        this.spring = spring;
    }

    /** What a command does with it. */
    interface Work {
        /** Returns the exit code. */
        int in(Context context);
    }

    /**
     * Opens the application, lets the command do its work and closes it again.
     *
     * @param properties Spring Boot's own options
     * @throws Problem if the configuration can't be read, or the work ends with one
     */
    static int with(List<String> properties, Work work) {
        try (ConfigurableApplicationContext spring = open(properties)) {
            // Not before: a logger made earlier would be configured without the user's settings.
            Logger log = LoggerFactory.getLogger(Context.class);
            try {
                return work.in(new Context(spring));
            } catch (RuntimeException e) {
                log.debug("The command failed", e);
                throw e;
            }
        }
    }

    private static ConfigurableApplicationContext open(List<String> properties) {
        try {
            return new Recorder().run(properties.toArray(String[]::new));
        } catch (RuntimeException e) {
            throw new Problem(Outcome.CONFIGURATION, "the configuration can't be read: " + e.getMessage(), e);
        }
    }

    /** Returns a property as configured; null if it is not. */
    @Nullable
    String property(String name) {
        return spring.getEnvironment().getProperty(name);
    }

    /**
     * Returns what a command works with, made at its first use.
     *
     * @throws Problem if that can't be done
     */
    <T> T get(Class<T> type) {
        return Problem.in(() -> spring.getBean(type));
    }
}
