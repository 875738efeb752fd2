package dev.balancehistory.recording;

import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.UsageError;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;

/** The option {@code --metrics-file}, a short form of a property. */
public final class MetricsOption {
    private static final String NAME = "metrics-file";
    private static final String PROPERTY = "--recorder.metrics.file=";

    private MetricsOption() {}

    public static Option option() {
        return Arguments.value(NAME, "FILE", """
                Write the run's metrics to this file, for the textfile collector
                of Prometheus's node exporter.""");
    }

    /**
     * Returns Spring Boot's options, with that of the file if it is given.
     *
     * @throws UsageError if it is given twice
     */
    public static List<String> properties(Arguments arguments) {
        List<String> properties = new ArrayList<>(arguments.properties());
        arguments.one(NAME, file -> file).ifPresent(file -> {
            properties.removeIf(property -> property.startsWith(PROPERTY));
            properties.add(PROPERTY + file);
        });
        return properties;
    }
}
