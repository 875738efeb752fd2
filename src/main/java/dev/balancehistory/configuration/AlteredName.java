package dev.balancehistory.configuration;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Printable;
import dev.balancehistory.process.Problem;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The name of a property with characters that Spring Boot leaves out, so that it sets another property.
 *
 * @param written the name in its source
 * @param separator the character between two parts of the written name
 * @param read the name of the property that it sets
 * @param place the place in a file, as an addition to a message; empty if it is not known
 */
public record AlteredName(String written, char separator, ConfigurationPropertyName read, String place) {
    /** A dash is kept except at the start of a part, and everything in brackets. */
    private static final Pattern KEPT = Pattern.compile("(?:[A-Za-z0-9._]++|(?<![._])-|\\[[^]]*+])*+");

    private static final Pattern KEPT_IN_A_VARIABLE = Pattern.compile("[A-Za-z0-9_-]*");

    /** No letter or digit of any script, and none of the characters that are kept. */
    private static final Pattern END = Pattern.compile("[^\\p{L}\\p{M}\\p{N}._\\-\\[\\]]");

    private static final int LONGEST = 200;

    /** Returns the altered names that set a property below the section. */
    public static List<AlteredName> below(String section, Environment environment) {
        ConfigurationPropertyName ancestor = ConfigurationPropertyName.of(section);
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .flatMap(source -> source.getUnderlyingSource() instanceof EnumerablePropertySource<?> names
                        ? in(names)
                        : Stream.empty())
                .filter(name -> ancestor.isAncestorOf(name.read()))
                .toList();
    }

    private static Stream<AlteredName> in(EnumerablePropertySource<?> source) {
        boolean variables = source instanceof SystemEnvironmentPropertySource;
        Pattern kept = variables ? KEPT_IN_A_VARIABLE : KEPT;
        char separator = variables ? '_' : '.';
        return Stream.of(source.getPropertyNames())
                .filter(name -> !kept.matcher(name).matches())
                .map(name -> new AlteredName(
                        name,
                        separator,
                        ConfigurationPropertyName.adapt(variables ? name.toLowerCase(Locale.ROOT) : name, separator),
                        PropertyProblem.place(OriginLookup.getOrigin(source, name))));
    }

    /** Returns the part of the written name at this index, from 0, for a message; the last part if there are fewer. */
    public String part(int index) {
        return shown(writtenPart(index));
    }

    /** Returns whether Spring Boot leaves out the whole part, so that the next one takes its place. */
    public boolean isWithout(int index) {
        return ConfigurationPropertyName.adapt(writtenPart(index), separator).isEmpty();
    }

    private String writtenPart(int index) {
        String[] parts = written.split(Pattern.quote(String.valueOf(separator)), -1);
        return parts[Math.min(index, parts.length - 1)];
    }

    /** Returns the problem to report. */
    public Problem problem() {
        return new Problem(
                Outcome.CONFIGURATION,
                shown(written) + place
                        + " has other characters than letters (a to z), digits, '.', '_' and '-', or a '-' at the"
                        + " start of a part: rename it");
    }

    /** Returns the text up to a character that may stand before a value, which may be a secret. */
    private static String shown(String text) {
        Matcher end = END.matcher(text);
        String name = end.find() && end.end() < text.length() ? text.substring(0, end.end()) + "…" : text;
        return Printable.text(name, LONGEST);
    }
}
