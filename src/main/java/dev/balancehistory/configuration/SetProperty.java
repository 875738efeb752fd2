package dev.balancehistory.configuration;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The name of a property, and the source of the environment that sets it. */
public record SetProperty(ConfigurationPropertyName name, ConfigurationPropertySource source) {
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
        return source instanceof IterableConfigurationPropertySource names
                ? names.stream().map(name -> new SetProperty(name, source))
                : Stream.empty();
    }

    /**
     * Returns whether the source is the process environment. Its names have no dash, or an underscore for it, as for a
     * dot.
     */
    public boolean variable() {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && underlying.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    }

    /** Returns the name in lower case without dashes. An element in brackets may have dots, which become underscores. */
    public String uniform() {
        return uniform(name);
    }

    /** Returns a name as {@link #uniform()} does. */
    public static String uniform(ConfigurationPropertyName name) {
        return IntStream.range(0, name.getNumberOfElements())
                .mapToObj(i -> name.getElement(i, Form.UNIFORM).replace('.', '_'))
                .collect(Collectors.joining("."));
    }

    /** Returns the name for a message, with that of the variable, or with the place in a file. */
    @Override
    public String toString() {
        if (variable()) {
            return name + " (environment: " + uniform().replace('.', '_').toUpperCase(Locale.ROOT) + ")";
        }
        ConfigurationProperty property = source.getConfigurationProperty(name);
        return name + (property == null ? "" : PropertyProblem.place(property.getOrigin()));
    }
}
