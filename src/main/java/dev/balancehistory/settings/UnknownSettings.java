package dev.balancehistory.settings;

import dev.balancehistory.configuration.SetProperty;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.Similar;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.env.Environment;

/**
 * Finds unknown settings below {@code recorder}: a typo would go unnoticed, since most settings have a default. The
 * known names are those of the components of {@link RecorderSettings}. Spring Boot's check covers only one bound
 * object, and not the environment.
 */
final class UnknownSettings {
    private static final Pattern KNOWN = Pattern.compile("recorder" + below(RecorderSettings.class, false));
    private static final Pattern KNOWN_VARIABLE = Pattern.compile("recorder" + below(RecorderSettings.class, true));
    private static final Pattern OF_AN_ACCOUNT = Pattern.compile("recorder\\.accounts\\.[^.]+\\..+");

    private UnknownSettings() {}

    /**
     * Returns the problems of accounts with an unknown setting, by name. A message contains the property and never its
     * value.
     *
     * @throws Problem if there is an unknown setting that belongs to no account
     */
    static Map<String, Problem> find(Environment environment) {
        Map<String, Problem> ofAccounts = new TreeMap<>();
        for (SetProperty property : SetProperty.below("recorder", environment)) {
            String uniform = property.uniform();
            if (!(property.variable() ? KNOWN_VARIABLE : KNOWN).matcher(uniform).matches()) {
                Problem problem = new Problem(
                        Outcome.CONFIGURATION,
                        property + " is not a setting of this program"
                                + (property.variable() ? "" : hint(property.name()))
                                + ": correct its name, or remove it"
                                + (property.variable() ? ". Each _ in a variable separates two parts of a name" : ""));
                if (!OF_AN_ACCOUNT.matcher(uniform).matches()) {
                    throw problem;
                }
                ofAccounts.put(property.name().getElement(2, Form.ORIGINAL), problem);
            }
        }
        return ofAccounts;
    }

    /** Returns the known name that is similar to the first unknown part of a name, as an addition to a message. */
    private static String hint(ConfigurationPropertyName name) {
        Class<?> section = RecorderSettings.class;
        for (int i = 1; i < name.getNumberOfElements() && section.isRecord(); i++) {
            Map<String, RecordComponent> known = components(section);
            // A name may be written in another form, such as spoolDir.
            String uniform = name.getElement(i, Form.UNIFORM);
            Optional<RecordComponent> component = known.entrySet().stream()
                    .filter(entry -> entry.getKey().replace("-", "").equals(uniform))
                    .map(Map.Entry::getValue)
                    .findFirst();
            if (component.isEmpty()) {
                return Similar.hint(name.getElement(i, Form.DASHED), known.keySet());
            }
            section = component.get().getType();
            if (section == Map.class) {
                section = valueType(component.get());
                i++;
            }
        }
        return "";
    }

    private static Map<String, RecordComponent> components(Class<?> section) {
        Parameter[] parameters = section.getDeclaredConstructors()[0].getParameters();
        RecordComponent[] components = section.getRecordComponents();
        return IntStream.range(0, components.length)
                .boxed()
                .collect(Collectors.toMap(
                        i -> DataObjectPropertyName.toDashedForm(name(parameters[i])), i -> components[i]));
    }

    /** Returns the pattern of the settings in a section. The section itself may be set, without a value. */
    private static String below(Class<?> section, boolean variable) {
        return components(section).entrySet().stream()
                .map(component -> pattern(component.getKey(), component.getValue(), variable))
                .collect(Collectors.joining("|", "(\\.(", "))?"));
    }

    private static String name(Parameter parameter) {
        Name name = parameter.getAnnotation(Name.class);
        return name == null ? parameter.getName() : name.value();
    }

    private static String pattern(String name, RecordComponent component, boolean variable) {
        String word = name.replace("-", variable ? "\\.?" : "");
        if (component.getType().isRecord()) {
            return word + below(component.getType(), variable);
        }
        if (component.getType() == Map.class) {
            return word + "(\\.[^.]+" + below(valueType(component), variable) + ")?";
        }
        return component.getType() == List.class ? word + "(\\.[0-9]+)?" : word;
    }

    private static Class<?> valueType(RecordComponent map) {
        return (Class<?>) ((ParameterizedType) map.getGenericType()).getActualTypeArguments()[1];
    }
}
