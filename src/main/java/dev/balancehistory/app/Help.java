package dev.balancehistory.app;

import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.HelpPage;
import dev.balancehistory.cli.Program;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Prints the texts of {@code --help} and {@code --version}, and lists the options for completion. */
final class Help {
    /** The option of the program and of each command. */
    public static final String HELP = "help";

    /** The width of an option's name and value. */
    private static final int WIDTH = 26;

    private Help() {}

    /** Adds the option of each command, and returns the options. */
    static Options withHelp(Options options) {
        return options.addOption(Option.builder("h")
                .longOpt(HELP)
                .desc("Show this help and exit.")
                .get());
    }

    public static void ofProgram(List<Command> commands, PrintWriter out) {
        out.println("Usage: " + Program.NAME + " COMMAND [options]");
        out.println("Records the balances of exchange accounts.");
        out.println();
        out.println("Commands");
        commands.forEach(command -> out.printf(
                Locale.ROOT,
                "  %-11s %s%n",
                command.name(),
                command.description().get(0)));
        out.print("""

                Options
                  -h, --help     Show this help and exit. For a command: help COMMAND, or COMMAND --help.
                  -V, --version  Show the version and exit.

                Configuration
                  Spring Boot's: application.yaml in the working directory, environment variables, or options such as
                  --spring.datasource.url=jdbc:postgresql://localhost:5432/balances

                Exit codes
                    0  all done                     74  output can't be written (*)
                   64  usage                        75  temporary failure: lock, rate limit (*)
                   65  rejected, or a difference    77  credentials rejected
                   69  out of reach (*)             78  configuration missing or wrong
                   70  a bug in this program       141  broken pipe
                   73  output can't be created     143  stopped by SIGTERM (*)
                                                   (*) a retry can succeed
                """);
    }

    /** Prints a page of a command's help. */
    public static void of(HelpPage page, PrintWriter out) {
        out.println("Usage: " + Program.NAME + " " + page.usage() + " [options]");
        page.description().forEach(out::println);
        out.println();
        out.println("Options");
        for (Option option : withHelp(page.options()).getOptions()) {
            String value = option.hasArg() ? "=" + option.getArgName() : "";
            String[] lines = option.getDescription().split("\n", -1);
            String left =
                    (option.getOpt() == null ? "    " : "-" + option.getOpt() + ", ") + "--" + option.getLongOpt();
            boolean fits = (left + value).length() <= WIDTH;
            if (!fits) {
                out.println("  " + left + value);
            }
            for (int i = 0; i < lines.length; i++) {
                out.printf(Locale.ROOT, "  %-" + WIDTH + "s %s%n", i == 0 && fits ? left + value : "", lines[i]);
            }
        }
    }

    public static void version(PrintWriter out) {
        String version = Help.class.getPackage().getImplementationVersion();
        out.println(
                Program.NAME + " " + (version == null ? "(not packaged)" : version) + ", Java " + Runtime.version());
    }
}
