package dev.balancehistory.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What there is when no command is named: help. */
@Command(
        name = "balance-history",
        description = "Records what an exchange account held, when, exactly.",
        versionProvider = RootCommand.Version.class,
        mixinStandardHelpOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nConfiguration%n",
        footer = {
            "  Spring Boot's: application.yaml beside the program, environment variables, or options such as",
            "  --spring.datasource.url=jdbc:postgresql://localhost:5432/balances",
            "%nExit codes",
            "   0  all done                     74  output can't be written (*)",
            "  64  usage                        75  not now: another run, rate limit (*)",
            "  65  an answer was refused        77  credentials refused",
            "  69  out of reach (*)             78  configuration missing or wrong",
            "  70  a defect of this program    143  stopped by SIGTERM (*)",
            "  73  output can't be created     (*) worth another try"
        })
final class RootCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and end.")
    @SuppressWarnings("unused") // picocli acts on it.
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and end.")
    @SuppressWarnings("unused") // picocli acts on it.
    private boolean version;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** The version of the jar, and of the Java that runs it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RootCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "balance-history " + (version == null ? "(not packaged)" : version) + ", Java " + Runtime.version()
            };
        }
    }
}
