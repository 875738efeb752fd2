package dev.balancehistory.app;

import dev.balancehistory.cli.UsageError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Translates Spring Batch's form of a launch, {@code --spring.batch.job.name=JOB name=value[,type[,identifying]] ...},
 * to the equivalent command.
 *
 * @param operand the parameter that is the operand of the command; null if it has no operand
 * @param options the parameters that are its options
 */
record LaunchForm(String job, String command, @Nullable String operand, List<String> options) {
    private static final String JOB_NAME = "--spring.batch.job.name=";

    private static final List<LaunchForm> JOBS = List.of(
            new LaunchForm("recordBalances", "record", null, List.of("slot", "account")),
            new LaunchForm("pruneHistory", "prune", null, List.of()),
            new LaunchForm("importBalances", "import", "files", List.of("account")));

    /** Returns the job to launch; null if the arguments are those of a command. */
    static @Nullable String jobName(List<String> properties) {
        return properties.stream()
                .filter(property -> property.startsWith(JOB_NAME))
                .map(property -> property.substring(JOB_NAME.length()))
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns the command line of the command.
     *
     * @throws UsageError if the job or a parameter is unknown; the message contains no value, which may be a
     *     misplaced secret
     */
    static List<String> command(String job, List<String> parameters) {
        return JOBS.stream()
                .filter(form -> form.job.equals(job))
                .findFirst()
                .orElseThrow(() -> new UsageError("there is no job '" + job + "': it can be "
                        + String.join(" or ", JOBS.stream().map(LaunchForm::job).toList())))
                .commandLine(parameters);
    }

    private List<String> commandLine(List<String> parameters) {
        List<String> commandLine = new ArrayList<>(List.of(command));
        for (String parameter : parameters) {
            String[] nameAndValue = parameter.split("=", 2);
            String name = nameAndValue[0];
            if (nameAndValue.length < 2 || !(name.equals(operand) || options.contains(name))) {
                throw new UsageError(
                        options.isEmpty()
                                ? "job " + job + " takes no parameters"
                                : "job " + job + " takes the parameters " + (operand == null ? "" : operand + " and ")
                                        + String.join(" and ", options) + " only");
            }
            String value = nameAndValue[1].split(",", 2)[0];
            commandLine.add(name.equals(operand) ? value : "--" + name + "=" + value);
        }
        return commandLine;
    }
}
