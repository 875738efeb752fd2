package dev.balancehistory.cli;

import dev.balancehistory.configuration.PropertyProblem;
import dev.balancehistory.process.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** The started application, as available to a command. */
public final class Context {
    private final ApplicationContext spring;

    Context(ApplicationContext spring) {
        this.spring = spring;
    }

    /**
     * Returns a property of the configuration; null if it is not set.
     *
     * @throws Problem if it can't be read
     */
    public @Nullable String property(String name) {
        return PropertyProblem.text(name, spring.getEnvironment());
    }

    /**
     * Returns a bean, created at its first use.
     *
     * @throws Problem if it cannot be created
     */
    public <T> T get(Class<T> type) {
        return Problem.in(() -> spring.getBean(type));
    }
}
