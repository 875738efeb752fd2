package dev.balancehistory.cli;

import dev.balancehistory.configuration.StartProblem;
import dev.balancehistory.process.EnvironmentProxies;
import dev.balancehistory.process.FileNames;
import dev.balancehistory.process.Problem;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** The Spring application of a command. It starts when the command needs it, and stops with the command. */
public final class Application {
    private final Class<?> mainClass;

    /**
     * Creates an application that is not started.
     *
     * @param mainClass the class that starts the process
     */
    public Application(Class<?> mainClass) {
        this.mainClass = mainClass;
    }

    /** The work of a command. */
    @FunctionalInterface
    public interface Work {
        /** Returns the exit code. */
        int in(Context context);
    }

    /**
     * Starts the application, runs the work and stops the application.
     *
     * @param properties options of Spring Boot, such as {@code --spring.datasource.url=...}
     * @return the exit code
     * @throws Problem if the configuration cannot be read, or the work fails
     */
    public int with(List<String> properties, Work work) {
        FileNames.requireDecoded("the name of the working directory", System.getProperty("user.dir"));
        try (ConfigurableApplicationContext spring = start(properties)) {
            // A logger that was created earlier would be configured without the user's settings.
            Logger log = LoggerFactory.getLogger(Application.class);
            EnvironmentProxies.install(System.getenv(), log::warn);
            try {
                return work.in(new Context(spring));
            } catch (RuntimeException e) {
                log.debug("The command failed", e);
                throw e;
            }
        }
    }

    private ConfigurableApplicationContext start(List<String> properties) {
        ConfigurationFiles files = new ConfigurationFiles();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream err = System.err;
        // Spring Boot prints there why it can't set up the log, with values and a stack trace.
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            ConfigurableApplicationContext started =
                    new Recorder(mainClass, files).run(properties.toArray(String[]::new));
            err.writeBytes(printed.toByteArray());
            return started;
        } catch (RuntimeException e) {
            throw StartProblem.of(e, files.read());
        } finally {
            System.setErr(err);
        }
    }
}
