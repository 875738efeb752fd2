package dev.balancehistory.app;

import dev.balancehistory.cli.Command;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.jspecify.annotations.Nullable;

/** The words that a shell offers: commands, their topics and options, and the values of options. */
final class CompletionWords {
    private static final String ACCOUNTS = "balance-history completion accounts 2>/dev/null";

    private final List<Command> commands;

    CompletionWords(List<Command> commands) {
        this.commands = commands;
    }

    /** Returns the functions that both scripts call. */
    String forBashAndZsh() {
        List<String> words =
                new ArrayList<>(List.of("    \" \") echo \"" + names(commands) + " --help --version\" ;;"));
        List<String> topics = new ArrayList<>();
        Map<String, List<String>> values = new TreeMap<>();
        for (Command command : commands) {
            if (!command.topics().isEmpty()) {
                topics.add("    " + command.name() + ") echo \"" + String.join(" ", command.topics()) + "\" ;;");
            }
            for (String topic : command.topics()) {
                words.add("    \"" + command.name() + " " + topic + "\") echo \"" + options(command, topic) + "\" ;;");
            }
            words.add("    \"" + command.name() + " \") echo \""
                    + (operands(command) + " " + options(command, null)).strip() + "\" ;;");
            allOptions(command)
                    .filter(option -> !values(option).isEmpty())
                    .forEach(option -> values.computeIfAbsent(values(option), listed -> new ArrayList<>())
                            .add('"' + command.name() + " --" + option.getLongOpt() + '"'));
        }
        List<String> cases = new ArrayList<>();
        values.forEach((offered, options) -> cases.add("    " + String.join(" | ", options) + ") "
                + (offered.equals(ACCOUNTS) ? ACCOUNTS : "echo \"" + offered + '"') + " ;;"));
        return function("words", "\"${1-} ${2-}\"", words)
                + function("topics", "$1", topics)
                + function("values", "$1", cases).stripTrailing();
    }

    private static String function(String name, String argument, List<String> cases) {
        return "_balance_history_" + name + "() {\n  case " + argument + " in\n" + String.join("\n", cases)
                + "\n  esac\n}\n\n";
    }

    /** Returns the completions as fish's own commands. */
    String forFish() {
        List<String> lines = new ArrayList<>();
        for (Command command : commands) {
            lines.add("complete -c balance-history -f -n __balance_history_before -a " + command.name() + " -d "
                    + quoted(command.description().get(0)));
            String here = "__balance_history_in " + command.name();
            if (!operands(command).isEmpty()) {
                lines.add("complete -c balance-history -f -n '" + here + "' -a '" + operands(command) + "'");
            }
            allOptions(command).forEach(option -> lines.add(fish(here + topicsWith(command, option), option)));
        }
        return String.join("\n", lines);
    }

    /** Returns the topics that have the option, each after a blank. */
    private static String topicsWith(Command command, Option option) {
        return command.topics().stream()
                .filter(topic -> command.help(topic).options().hasLongOption(option.getLongOpt()))
                .map(topic -> " " + topic)
                .collect(Collectors.joining());
    }

    private static String fish(String condition, Option option) {
        String values = values(option);
        String argument = !option.hasArg() ? "" : values.isEmpty() ? " -r" : " -x";
        String offered = values.equals(ACCOUNTS) ? "'(" + ACCOUNTS + ")'" : quoted(values);
        return "complete -c balance-history -n '" + condition + "' -l " + option.getLongOpt() + argument
                + (values.isEmpty() ? "" : " -a " + offered) + " -d "
                + quoted(option.getDescription().lines().findFirst().orElse(""));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String names(List<Command> commands) {
        return commands.stream().map(Command::name).collect(Collectors.joining(" "));
    }

    private String operands(Command command) {
        if (command.operands().startsWith("[COMMAND")) {
            return names(commands);
        }
        return command.operands().contains("|") ? command.operands().replace('|', ' ') : "";
    }

    private static String options(Command command, @Nullable String topic) {
        return Help.withHelp(command.help(topic).options()).getOptions().stream()
                .map(option -> "--" + option.getLongOpt() + (option.hasArg() ? "=" : ""))
                .collect(Collectors.joining(" "));
    }

    private static Stream<Option> allOptions(Command command) {
        return command.help(null).options().getOptions().stream();
    }

    /** Returns the values of an option, with blanks between; empty if they are not known. */
    private static String values(Option option) {
        String argument = option.getArgName() == null ? "" : option.getArgName();
        // Placeholders are in upper case.
        if (argument.matches("[a-z-]+(\\|[a-z-]+)+")) {
            return argument.replace('|', ' ');
        }
        if (argument.equals("ZONE")) {
            return ZoneId.getAvailableZoneIds().stream()
                    .filter(zone -> zone.equals("UTC") || zone.matches("(?!Etc/|SystemV/).+/.+"))
                    .sorted()
                    .collect(Collectors.joining(" "));
        }
        return option.getLongOpt().equals("account") ? ACCOUNTS : "";
    }
}
