package dev.balancehistory.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;

/** {@code --metrics-file}, which is short for a property. */
final class MetricsOption {
    private static final String NAME = "metrics-file";
    private static final String PROPERTY = "--recorder.metrics.file=";

    private MetricsOption() {}

    static Option option() {
        return Arguments.value(NAME, "FILE", """
                Write the run's metrics to this file, for the textfile collector
                of Prometheus's node exporter.""");
    }

    /**
     * Returns Spring Boot's own options, with the file if there is one.
     *
     * @throws UsageError if there are two
     */
    static List<String> properties(Arguments arguments) {
        List<String> properties = new ArrayList<>(arguments.properties());
        arguments.one(NAME, file -> file).ifPresent(file -> {
            properties.removeIf(property -> property.startsWith(PROPERTY));
            properties.add(PROPERTY + file);
        });
        return properties;
    }
}
