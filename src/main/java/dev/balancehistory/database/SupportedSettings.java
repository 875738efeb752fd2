package dev.balancehistory.database;

import dev.balancehistory.configuration.SetProperty;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * The supported settings of Spring Boot below {@code spring.datasource}, {@code spring.flyway} and
 * {@code spring.batch}. Every other setting there is rejected, since it would have no effect.
 */
final class SupportedSettings {
    /** The supported settings, by section. */
    private static final Map<String, List<String>> SUPPORTED = Map.of(
            "spring.batch",
            List.of(),
            "spring.datasource",
            List.of("url", "username", "password"),
            PoolSettings.SECTION,
            List.of(
                    "connection-init-sql",
                    "connection-test-query",
                    "connection-timeout",
                    "idle-timeout",
                    "keepalive-time",
                    "max-lifetime",
                    "maximum-pool-size",
                    "minimum-idle",
                    "pool-name",
                    "validation-timeout"),
            "spring.flyway",
            List.of("enabled", "url", "user", "password"));

    private static final Set<String> KNOWN = SUPPORTED.entrySet().stream()
            .flatMap(section -> section.getValue().stream()
                    .map(name -> ConfigurationPropertyName.of(section.getKey() + "." + name)))
            .map(SetProperty::uniform)
            .collect(Collectors.toUnmodifiableSet());

    // The name of a variable has no dash, or an underscore for it, as for a dot.
    private static final Set<String> KNOWN_VARIABLES =
            KNOWN.stream().map(name -> name.replace(".", "")).collect(Collectors.toUnmodifiableSet());

    private SupportedSettings() {}

    /**
     * Returns the sections that have a setting.
     *
     * @throws Problem if an unsupported one is set; the message contains the property and never its value
     */
    static Set<String> check(Environment environment) {
        Set<String> sections = new HashSet<>();
        for (SetProperty property : SetProperty.below("spring", environment)) {
            section(property.name()).ifPresent(section -> {
                check(property, section);
                sections.add(section);
            });
        }
        return sections;
    }

    /** Returns the narrowest section of the property. */
    private static Optional<String> section(ConfigurationPropertyName name) {
        return SUPPORTED.keySet().stream()
                .filter(section -> ConfigurationPropertyName.of(section).isAncestorOf(name))
                .max(Comparator.comparingInt(String::length));
    }

    private static void check(SetProperty property, String section) {
        String uniform = property.uniform();
        boolean known =
                property.variable() ? KNOWN_VARIABLES.contains(uniform.replace(".", "")) : KNOWN.contains(uniform);
        if (!known) {
            String supported = String.join(", ", SUPPORTED.getOrDefault(section, List.of()));
            throw new Problem(
                    Outcome.CONFIGURATION,
                    property + " is not supported: remove it. Below " + section + " this program supports "
                            + (supported.isEmpty() ? "no property" : supported));
        }
    }
}
