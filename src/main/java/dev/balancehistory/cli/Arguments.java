package dev.balancehistory.cli;

import dev.balancehistory.process.FileNames;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.Similar;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/**
 * The arguments of a command.
 *
 * @param properties Spring Boot's options
 */
public record Arguments(CommandLine line, List<String> properties) {
    /**
     * Reads a command line.
     *
     * @throws UsageError if it does not fit the options
     * @throws Problem if the locale's charset lacks a character of it
     */
    public static Arguments of(Options options, List<String> commandLine, List<String> properties) {
        DefaultParser parser = DefaultParser.builder()
                .setAllowPartialMatching(false)
                .setStripLeadingAndTrailingQuotes(false)
                .get();
        try {
            Arguments arguments = new Arguments(parser.parse(options, commandLine.toArray(String[]::new)), properties);
            arguments.requireDecoded();
            return arguments;
        } catch (UnrecognizedOptionException e) {
            // Without its value, which may be a misplaced secret.
            String name = e.getOption().split("=", 2)[0];
            throw new UsageError("unknown option '" + name + "'" + hint(name, options));
        } catch (MissingArgumentException e) {
            throw new UsageError("option '--" + e.getOption().getLongOpt() + "' needs a value");
        } catch (ParseException e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        }
    }

    private void requireDecoded() {
        operands().forEach(operand -> FileNames.requireDecoded("an argument", operand));
        properties.stream()
                // A mistake there only costs the metrics.
                .filter(property -> !property.startsWith("--recorder.metrics."))
                .forEach(property -> FileNames.requireDecoded(property.split("=", 2)[0], property));
    }

    /** Returns a hint at the option with a similar name, else at the only one whose description contains that name. */
    private static String hint(String name, Options options) {
        String similar = Similar.hint(
                name, options.getOptions().stream().map(Arguments::written).toList());
        Pattern word =
                Pattern.compile("\\b" + Pattern.quote(name.replaceFirst("^-+", "")) + "\\b", Pattern.CASE_INSENSITIVE);
        List<Option> described = options.getOptions().stream()
                .filter(option -> word.matcher(option.getDescription()).find())
                .toList();
        return similar.isEmpty() && described.size() == 1
                ? " (did you mean '" + written(described.get(0)) + "'?)"
                : similar;
    }

    private static String written(Option option) {
        return "--" + option.getLongOpt();
    }

    /** Returns an option that has a value. */
    public static Option value(String name, String valueName, String description) {
        return Option.builder()
                .longOpt(name)
                .hasArg()
                .argName(valueName)
                .desc(description)
                .get();
    }

    /** Returns an option without a value. */
    public static Option flag(String name, String description) {
        return Option.builder().longOpt(name).desc(description).get();
    }

    public boolean has(String option) {
        return line.hasOption(option);
    }

    /** Returns each value of an option that may be repeated. */
    public List<String> all(String option) {
        String[] values = line.getOptionValues(option);
        return values == null ? List.of() : List.of(values);
    }

    /**
     * Returns the value of an option that occurs at most once, read by the function.
     *
     * @throws UsageError if the option occurs twice, or the function throws an {@link IllegalArgumentException}
     */
    public <T> Optional<T> one(String option, Function<String, T> reader) {
        List<String> values = all(option);
        if (values.size() > 1) {
            throw new UsageError("option '--" + option + "' is given " + values.size() + " times");
        }
        try {
            return values.stream().findFirst().map(reader);
        } catch (IllegalArgumentException e) {
            throw new UsageError("option '--" + option + "': " + e.getMessage());
        }
    }

    /** Returns the arguments that belong to no option. */
    public List<String> operands() {
        return line.getArgList();
    }
}
