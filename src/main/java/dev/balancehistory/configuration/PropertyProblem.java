package dev.balancehistory.configuration;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.util.PlaceholderResolutionException;
import org.springframework.util.unit.DataSize;

/**
 * Describes a property that is rejected, by its name and place. The message of a library is left out, and the exception
 * too, since both contain the value.
 */
public final class PropertyProblem {
    private static final Map<Class<?>, String> FORMS = Map.of(
            Duration.class, "a time with its unit, such as 30s",
            DataSize.class, "a size such as 4MB",
            URI.class, "an address such as https://openapi.example.com",
            Boolean.class, "true or false",
            int.class, "a whole number",
            long.class, "a whole number of milliseconds");

    private PropertyProblem() {}

    /**
     * Returns the value of a property; null if it is not set.
     *
     * @throws Problem if it can't be read
     */
    public static @Nullable String text(String name, Environment environment) {
        try {
            return Binder.get(environment).bind(name, String.class).orElse(null);
        } catch (BindException e) {
            throw of(e);
        }
    }

    /** Returns the problem behind the exception. */
    public static Problem of(BindException e) {
        return StartProblem.cause(e, Problem.class).orElseGet(() -> of(e, flaw(e)));
    }

    /**
     * Returns the problem.
     *
     * @param flaw what is wrong, as the end of a sentence whose subject is the property; it contains no value
     */
    public static Problem of(BindException e, String flaw) {
        return of(e.getName(), e.getProperty(), flaw);
    }

    /**
     * Returns the problem.
     *
     * @param name the property or section that is read
     * @param property the property that was read last; it may be another one, or be below the section
     * @param flaw what is wrong, as the end of a sentence whose subject is the property; it contains no value
     */
    public static Problem of(ConfigurationPropertyName name, @Nullable ConfigurationProperty property, String flaw) {
        String message = property != null && (name.equals(property.getName()) || name.isAncestorOf(property.getName()))
                ? property.getName() + " " + flaw + place(property.getOrigin())
                : name + " " + flaw;
        return new Problem(Outcome.CONFIGURATION, message);
    }

    private static String flaw(BindException e) {
        String unreadable = unreadable(e);
        if (unreadable != null) {
            return unreadable;
        }
        if (StartProblem.cause(e, PlaceholderResolutionException.class).isPresent()) {
            return "has a placeholder ${...} that can't be resolved";
        }
        Class<?> type = e.getTarget().getType().resolve();
        String form = type == null ? null : FORMS.get(type);
        return form == null ? "has a value that is rejected" : "must be " + form;
    }

    /** Returns why a file can't be read; null if that is not the reason of the failure. */
    static @Nullable String unreadable(Throwable failure) {
        List<Throwable> causes = Problem.causes(failure).toList();
        boolean denied = causes.stream()
                .filter(IOException.class::isInstance)
                .anyMatch(cause -> cause instanceof AccessDeniedException
                        || String.valueOf(cause.getMessage()).endsWith("(Permission denied)"));
        if (denied) {
            return "can't be read: permission denied for the user " + System.getProperty("user.name");
        }
        boolean io = causes.stream().anyMatch(IOException.class::isInstance)
                || Stream.of(causes.get(causes.size() - 1).getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith(ConfigTreePropertySource.class.getName()));
        return io ? "can't be read" : null;
    }

    /** Returns the place in a file, as an addition to a message; empty if it is not known. */
    static String place(@Nullable Origin found) {
        Origin origin = found instanceof PropertySourceOrigin ofSource ? ofSource.getOrigin() : found;
        if (origin instanceof TextResourceOrigin text && text.getResource() != null) {
            TextResourceOrigin.Location at = text.getLocation();
            String file = file(text.getResource());
            if (at == null || (at.getLine() == 0 && at.getColumn() == 0)) {
                // The file of a single property has no lines.
                return " (" + file + ")";
            }
            return " (" + file + place(at.getLine(), at.getColumn()) + ")";
        }
        return "";
    }

    /** Returns the place after this number of lines, and of characters in its line. */
    static String place(int line, int column) {
        return ", line " + (line + 1) + ", column " + (column + 1);
    }

    /** Returns the path of a file; of another resource only its name, since an address may contain a password. */
    static String file(Resource resource) {
        try {
            return resource.isFile() ? resource.getFile().getPath() : name(resource);
        } catch (IOException e) {
            return name(resource);
        }
    }

    private static String name(Resource resource) {
        return Objects.requireNonNullElse(resource.getFilename(), "a configuration file");
    }
}
