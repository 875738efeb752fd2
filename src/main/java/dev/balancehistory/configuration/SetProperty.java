package dev.balancehistory.configuration;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The name of a property that a source of the environment sets.
 *
 * @param variable whether the source is the process environment. Its names have no dash, or an underscore for it, as
 *     for a dot
 */
public record SetProperty(ConfigurationPropertyName name, boolean variable) {
    /** The variables that Kubernetes sets in every pod for a service with such a name. */
    private static final Pattern OF_A_SERVICE =
            Pattern.compile(".*\\.(service\\.(host|port(\\..+)?)|port(\\.[0-9]+\\.(tcp|udp|sctp)(\\..+)?)?)");

    /** Returns the properties that are set below the section, without those that Kubernetes sets. */
    public static List<SetProperty> below(String section, Environment environment) {
        ConfigurationPropertyName ancestor = ConfigurationPropertyName.of(section);
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .flatMap(SetProperty::in)
                .filter(property -> ancestor.isAncestorOf(property.name()))
                .filter(property -> !property.variable()
                        || !OF_A_SERVICE.matcher(property.uniform()).matches())
                .toList();
    }

    private static Stream<SetProperty> in(ConfigurationPropertySource source) {
        boolean variable = source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && underlying.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        return source instanceof IterableConfigurationPropertySource names
                ? names.stream().map(name -> new SetProperty(name, variable))
                : Stream.empty();
    }

    /** Returns the name in lower case without dashes. An element in brackets may have dots, which become underscores. */
    public String uniform() {
        return IntStream.range(0, name.getNumberOfElements())
                .mapToObj(i -> name.getElement(i, Form.UNIFORM).replace('.', '_'))
                .collect(Collectors.joining("."));
    }

    /** Returns the name for a message, with that of the variable. */
    @Override
    public String toString() {
        return variable
                ? name + " (environment: " + uniform().replace('.', '_').toUpperCase(Locale.ROOT) + ")"
                : name.toString();
    }
}
