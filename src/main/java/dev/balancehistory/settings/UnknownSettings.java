package dev.balancehistory.settings;

import dev.balancehistory.configuration.SetProperty;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.bind.Name;
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
                        property + " is not a setting of this program: correct its name, or remove it"
                                + (property.variable() ? ". Each _ in a variable separates two parts of a name" : ""));
                if (!OF_AN_ACCOUNT.matcher(uniform).matches()) {
                    throw problem;
                }
                ofAccounts.put(property.name().getElement(2, Form.ORIGINAL), problem);
            }
        }
        return ofAccounts;
    }

    /** Returns the pattern of the settings in a section. The section itself may be set, without a value. */
    private static String below(Class<?> section, boolean variable) {
        Parameter[] parameters = section.getDeclaredConstructors()[0].getParameters();
        return IntStream.range(0, parameters.length)
                .mapToObj(i -> pattern(name(parameters[i]), section.getRecordComponents()[i], variable))
                .collect(Collectors.joining("|", "(\\.(", "))?"));
    }

    private static String name(Parameter parameter) {
        Name name = parameter.getAnnotation(Name.class);
        return name == null ? parameter.getName() : name.value();
    }

    private static String pattern(String name, RecordComponent component, boolean variable) {
        String word = name.replaceAll("[A-Z]", Matcher.quoteReplacement(variable ? "\\.?" : "") + "$0")
                .toLowerCase(Locale.ROOT);
        if (component.getType().isRecord()) {
            return word + below(component.getType(), variable);
        }
        if (component.getType() == Map.class) {
            Type value = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[1];
            return word + "(\\.[^.]+" + below((Class<?>) value, variable) + ")?";
        }
        return component.getType() == List.class ? word + "(\\.[0-9]+)?" : word;
    }
}
