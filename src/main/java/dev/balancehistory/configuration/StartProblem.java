package dev.balancehistory.configuration;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationNotFoundException;
import org.springframework.boot.context.config.ConfigDataNotFoundException;
import org.springframework.boot.context.config.ConfigDataResourceNotFoundException;
import org.springframework.boot.context.config.ConfigTreeConfigDataLocationResolver;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.json.JsonParseException;
import org.springframework.core.io.Resource;
import org.springframework.util.PlaceholderResolutionException;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Describes why the configuration can't be read, by file, line and column where they are known. The message of a library
 * is left out, and the exception too, since both contain the line. Of a duplicate key, only the key is shown.
 */
public final class StartProblem {
    private static final String LOGGING = LoggingApplicationListener.class.getName();
    private static final String CONFIG_TREE = ConfigTreeConfigDataLocationResolver.class.getName();
    private static final Pattern PATH = Pattern.compile("(file|configtree):(?<path>.+)");
    private static final String MALFORMED = " is malformed: correct it there";

    /** In snakeyaml's message, for a tab where only spaces may be. */
    private static final String YAML_TAB = "\\t(TAB)";

    /** In snakeyaml's message, before the key of a mapping that is there twice. */
    private static final String YAML_DUPLICATE = "found duplicate key ";

    /** A key of another form may contain a value. */
    private static final Pattern PLAIN_KEY = Pattern.compile("[\\w.\\[\\]-]{1,100}");

    private static final String PARSERS = PropertySourceLoader.class.getPackageName() + ".";

    private StartProblem() {}

    /**
     * Returns the problem behind a failure.
     *
     * @param read the file that was read last; null if none was
     */
    public static Problem of(RuntimeException failure, @Nullable Resource read) {
        return cause(failure, BindException.class)
                .map(PropertyProblem::of)
                .orElseGet(() -> new Problem(Outcome.CONFIGURATION, message(failure, read)));
    }

    private static String message(RuntimeException failure, @Nullable Resource read) {
        String file = read == null ? "a configuration file" : PropertyProblem.file(read);
        if (within(failure, LOGGING)) {
            return "the log can't be set up: check the properties of logging";
        }
        if (cause(failure, CharacterCodingException.class).isPresent()) {
            return file + " is not UTF-8: save it as UTF-8";
        }
        String unreadable = PropertyProblem.unreadable(failure);
        if (unreadable != null) {
            String named = cause(failure, FileSystemException.class)
                    .map(FileSystemException::getFile)
                    .orElse(file);
            return named + " " + unreadable;
        }
        if (cause(failure, JsonParseException.class).isPresent()) {
            return "spring.application.json (environment: SPRING_APPLICATION_JSON) is malformed JSON";
        }
        Optional<ConfigDataNotFoundException> missing = cause(failure, ConfigDataNotFoundException.class);
        if (missing.isPresent()) {
            return missing(missing.get()) + " does not exist: create it, or write optional: before its name in"
                    + " spring.config.import or the other property of spring.config that names it";
        }
        if (within(failure, CONFIG_TREE)) {
            return "configtree: in spring.config.import must name an existing folder, with a / at the end";
        }
        if (cause(failure, PlaceholderResolutionException.class).isPresent()) {
            return "a property of spring or logging has a placeholder ${...} that can't be resolved";
        }
        if (within(failure, PARSERS)) {
            return file
                    + cause(failure, MarkedYAMLException.class)
                            .map(StartProblem::flaw)
                            .orElse(MALFORMED);
        }
        return "the configuration can't be read: check the properties of spring.config, spring.profiles and logging";
    }

    private static String flaw(MarkedYAMLException e) {
        Mark mark = e.getProblemMark();
        String place = mark == null ? "" : PropertyProblem.place(mark.getLine(), mark.getColumn());
        String problem = String.valueOf(e.getProblem());
        if (e instanceof DuplicateKeyException) {
            String key = problem.replace(YAML_DUPLICATE, "");
            return place + " has " + (PLAIN_KEY.matcher(key).matches() ? "the key '" + key + "'" : "a key")
                    + " a second time: keep one of them";
        }
        return place + (problem.contains(YAML_TAB) ? " has a tab: replace it with spaces" : MALFORMED);
    }

    /** Returns the path of a missing file or folder; a description if it is of another kind. */
    private static String missing(ConfigDataNotFoundException e) {
        ConfigDataLocation location = e instanceof ConfigDataResourceNotFoundException resource
                ? resource.getLocation()
                : e instanceof ConfigDataLocationNotFoundException ofLocation ? ofLocation.getLocation() : null;
        Matcher path = PATH.matcher(location == null ? "" : location.getValue());
        return path.matches() ? path.group("path") : "a file or folder of the configuration";
    }

    private static boolean within(Throwable failure, String classes) {
        return Problem.causes(failure)
                .flatMap(cause -> Stream.of(cause.getStackTrace()))
                .anyMatch(frame -> frame.getClassName().startsWith(classes));
    }

    /** Returns the first of the type among a failure and its causes. */
    static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        return Problem.causes(failure).filter(type::isInstance).map(type::cast).findFirst();
    }
}
