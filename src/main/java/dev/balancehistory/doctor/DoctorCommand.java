package dev.balancehistory.doctor;

import dev.balancehistory.cli.Application;
import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** {@code doctor}: tries what can be wrong and says what to do about it. */
public final class DoctorCommand implements Command {
    private static final int MAX_PART = 300;

    private final Application application;
    private final PrintWriter out;

    public DoctorCommand(Application application, PrintWriter out) {
        this.application = application;
        this.out = out;
    }

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Try each thing that can be wrong, and say what to do about it.",
                "Looks at configuration, database, rights, network, clock, keys and schedule, a line for each: ok, warn or",
                "FAIL. Asks the exchange once for each account and keeps nothing. Ends with the code of the worst.");
    }

    @Override
    public int run(Arguments arguments) {
        return application.with(arguments.properties(), context -> {
            List<Outcome> outcomes = new ArrayList<>();
            context.get(Doctor.class).examine(finding -> {
                outcomes.add(finding.outcome());
                out.println(line(finding));
            });
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
