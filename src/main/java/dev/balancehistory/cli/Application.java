package dev.balancehistory.cli;

import dev.balancehistory.configuration.StartProblem;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.EnvironmentProxies;
import dev.balancehistory.process.FileNames;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.RunStop;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

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

    /**
     * Starts the application, runs the work and stops the application.
     *
     * @param properties options of Spring Boot, such as {@code --spring.datasource.url=...}
     * @param work returns the exit code
     * @return the exit code
     * @throws Problem if the configuration cannot be read, or the work fails
     */
    public int with(List<String> properties, ToIntFunction<Context> work) {
        return with(properties, work, failure -> {});
    }

    /**
     * The same for work that is reported to the configured receivers. If the application can't be started, those that
     * the process environment or the command line sets receive that.
     *
     * @param job the command, with the options that select a part of its work
     */
    public int reported(String job, List<String> properties, ToIntBiFunction<Context, Reporter.Run> work) {
        return with(
                properties, context -> reported(context, job, work), failure -> notStarted(job, properties, failure));
    }

    /** The same for a command that people also use to look something up: at a terminal, it is not reported. */
    public int unattended(String job, List<String> properties, ToIntBiFunction<Context, Reporter.Run> work) {
        return Terminal.isPresent()
                ? with(properties, context -> work.applyAsInt(context, Reporter.Run.NONE))
                : reported(job, properties, work);
    }

    private int with(List<String> properties, ToIntFunction<Context> work, Consumer<RuntimeException> notStarted) {
        FileNames.requireDecoded("the name of the working directory", System.getProperty("user.dir"));
        ConfigurableApplicationContext spring;
        try {
            spring = start(mainClass, properties);
        } catch (RuntimeException e) {
            notStarted.accept(e);
            throw e;
        }
        Reporter reporter = reporter(spring.getEnvironment());
        RunStop.Running messages = spring.getBean(RunStop.class).running(new Deadline(Duration.ZERO));
        // Closed in reverse order: a signal waits until the messages are sent.
        try (spring;
                messages;
                reporter) {
            spring.getBeanFactory().registerSingleton("reporter", reporter);
            // A logger that was created earlier would be configured without the user's settings.
            Logger log = LoggerFactory.getLogger(Application.class);
            EnvironmentProxies.install(System.getenv(), log::warn);
            try {
                return work.applyAsInt(new Context(spring));
            } catch (RuntimeException e) {
                log.debug("The command failed", e);
                throw e;
            }
        }
    }

    private static int reported(Context context, String job, ToIntBiFunction<Context, Reporter.Run> work) {
        Reporter.Run run = context.get(Reporter.class).begin(job);
        try {
            int code = work.applyAsInt(context, run);
            run.ended(code);
            return code;
        } catch (RuntimeException e) {
            run.failed(e);
            throw e;
        }
    }

    private static void notStarted(String job, List<String> properties, RuntimeException failure) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SimpleCommandLinePropertySource(properties.toArray(String[]::new)));
        try (Reporter reporter = reporter(environment)) {
            reporter.begin(job).failed(failure);
        }
    }

    private static Reporter reporter(Environment environment) {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(Reporter.class, ArgumentResolver.of(Environment.class, environment))
                .stream()
                .findFirst()
                .orElse(Reporter.NONE);
    }

    /** One start at a time, since the log and standard error belong to the whole process. */
    private static synchronized ConfigurableApplicationContext start(Class<?> mainClass, List<String> properties) {
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
