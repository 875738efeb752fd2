package dev.balancehistory.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spring Batch's own way to launch a job, {@code --spring.batch.job.name=JOB name=value[,type[,identifying]] ...},
 * as the command that does the same.
 */
final class LaunchForm {
    private static final String JOB_NAME = "--spring.batch.job.name=";

    private LaunchForm() {}

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
     * @throws Misuse if there is no such job, or it has no such parameter; a value is never
     *     repeated, it may be a secret in the wrong place
     */
    static List<String> command(String job, List<String> parameters) {
        if (!job.equals("recordBalances")) {
            throw new Misuse("there is no job '" + job + "': it can be recordBalances");
        }
        List<String> command = new ArrayList<>(List.of("record"));
        for (String parameter : parameters) {
            String[] nameAndValue = parameter.split("=", 2);
            String name = nameAndValue[0];
            if (nameAndValue.length < 2 || !(name.equals("slot") || name.equals("account"))) {
                throw new Misuse("job recordBalances takes the parameters slot and account only");
            }
            command.add("--" + name + "=" + nameAndValue[1].split(",", 2)[0]);
        }
        return command;
    }
}
