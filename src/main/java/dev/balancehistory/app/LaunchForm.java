package dev.balancehistory.app;

import dev.balancehistory.cli.UsageError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spring Batch's own way to launch a job, {@code --spring.batch.job.name=JOB name=value[,type[,identifying]] ...},
 * as the command that does the same.
 *
 * @param operand the parameter that the command takes as a word of its own; null if none
 * @param options the parameters that are its options
 */
record LaunchForm(String job, String command, @Nullable String operand, List<String> options) {
    private static final String JOB_NAME = "--spring.batch.job.name=";

    private static final List<LaunchForm> JOBS = List.of(
            new LaunchForm("recordBalances", "record", null, List.of("slot", "account")),
            new LaunchForm("pruneHistory", "prune", null, List.of()),
            new LaunchForm("importBalances", "import", "files", List.of("account")));

    /** Returns the job to launch; null if the arguments are a command's. */
    static @Nullable String jobName(List<String> properties) {
        return properties.stream()
                .filter(property -> property.startsWith(JOB_NAME))
                .map(property -> property.substring(JOB_NAME.length()))
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns the command's words.
     *
     * @throws UsageError if there is no such job, or it has no such parameter; a value is never repeated, it may be a
     *     secret in the wrong place
     */
    static List<String> command(String job, List<String> parameters) {
        return JOBS.stream()
                .filter(form -> form.job.equals(job))
                .findFirst()
                .orElseThrow(() -> new UsageError("there is no job '" + job + "': it can be "
                        + String.join(" or ", JOBS.stream().map(LaunchForm::job).toList())))
                .words(parameters);
    }

    private List<String> words(List<String> parameters) {
        List<String> words = new ArrayList<>(List.of(command));
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
            words.add(name.equals(operand) ? value : "--" + name + "=" + value);
        }
        return words;
    }
}
