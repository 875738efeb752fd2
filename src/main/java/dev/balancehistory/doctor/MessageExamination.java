package dev.balancehistory.doctor;

import dev.balancehistory.cli.Reporter;
import dev.balancehistory.process.Problem;
import java.util.function.Consumer;

/** Checks the receivers of messages, and sends them a test message on demand. */
final class MessageExamination {
    private static final String SUBJECT = "messages";

    private MessageExamination() {}

    /**
     * Examines the receivers.
     *
     * @param sends whether a test message is sent to each
     */
    static void examine(Reporter reporter, boolean sends, Consumer<Finding> findings) {
        try {
            findings.accept(Finding.ok(SUBJECT, reporter.receivers()));
            if (sends) {
                reporter.test(result -> findings.accept(finding(result)));
            }
        } catch (Problem e) {
            findings.accept(Finding.fail(SUBJECT, e));
        }
    }

    private static Finding finding(Reporter.Tested result) {
        Problem problem = result.problem();
        return problem == null
                ? Finding.ok(result.receiver(), result.detail())
                : Finding.fail(result.receiver(), problem);
    }
}
