package dev.balancehistory.doctor;

import dev.balancehistory.cli.Application;
import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.Program;
import dev.balancehistory.cli.Reporter;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.cli.Options;

/** {@code doctor}: checks configuration, database, network, clock and keys, and suggests fixes. */
final class DoctorCommand implements Command {
    private static final int MAX_PART = 300;
    private static final String NOTIFY = "notify";

    private final Application application;
    private final PrintWriter out;

    DoctorCommand(Program program) {
        this.application = program.application();
        this.out = program.out();
    }

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Check configuration, database, network, clock and keys, and suggest fixes.",
                "Prints a line for each check: ok, warn or FAIL. Sends one request for each account, and stores"
                        + " nothing.",
                "Ends with the exit code of the worst result.");
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Arguments.flag(
                        NOTIFY, "Send a test message to the receivers of recorder.ping and\nrecorder.notify too."));
    }

    @Override
    public int run(Arguments arguments) {
        return application.with(arguments.properties(), context -> {
            List<Outcome> outcomes = new ArrayList<>();
            Consumer<Finding> findings = finding -> {
                outcomes.add(finding.outcome());
                out.println(line(finding));
            };
            context.get(Doctor.class).examine(findings);
            MessageExamination.examine(context.get(Reporter.class), arguments.has(NOTIFY), findings);
            return Outcome.worst(outcomes).exitCode();
        });
    }

    private static String line(Finding finding) {
        String level = finding.level() == Finding.Level.FAIL
                ? "FAIL"
                : finding.level() == Finding.Level.WARN ? "warn" : "ok  ";
        String advice = finding.advice() == null ? "" : " → " + Printable.text(finding.advice(), MAX_PART);
        return level + "  " + Printable.text(finding.subject() + ": " + finding.detail(), MAX_PART) + advice;
    }
}
