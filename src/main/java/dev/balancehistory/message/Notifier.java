package dev.balancehistory.message;

import dev.balancehistory.message.Verdicts.Last;
import dev.balancehistory.message.Verdicts.Verdict;
import dev.balancehistory.process.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies when the verdict on a job changes. A notification that failed is repeated after the next run, unless the
 * verdict has changed back: then that is notified.
 */
record Notifier(NotifyCommand command, Verdicts verdicts) {
    private static final Logger log = LoggerFactory.getLogger(Notifier.class);

    /** Notifies if the run changed the verdict. A run that was stopped by a signal is no verdict. */
    void ended(Event event) {
        if (event.exitCode() == Outcome.STOPPED.exitCode()) {
            return;
        }
        Last last = verdicts.last(event.job());
        Verdict verdict = event.isOk() ? Verdict.OK : Verdict.FAILED;
        boolean same = verdict == last.verdict();
        boolean first = last.verdict() == Verdict.NONE && verdict == Verdict.OK;
        if (same && !last.pending()) {
            return;
        }
        Verdict previous = same ? last.previous() : last.verdict();
        verdicts.store(event.job(), new Last(verdict, previous, !first));
        if (!first) {
            String output = command.send(new Notification(event, verdict.toString(), previous.toString()));
            log.info("Notified: {}{}", event.line(), output.isEmpty() ? "" : " (output: " + output + ")");
            verdicts.store(event.job(), new Last(verdict, previous, false));
        }
    }
}
