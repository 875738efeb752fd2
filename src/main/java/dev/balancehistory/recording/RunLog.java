package dev.balancehistory.recording;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Printable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a single run for a log collector: a line for each problem and warning, and the line that a schedule logs. */
final class RunLog {
    private static final int LONGEST_REMARK = 600;

    private static final Logger log = LoggerFactory.getLogger(RunLog.class);

    private RunLog() {}

    /**
     * Logs the result of a run.
     *
     * @param slot the slot of the run; null without a slot
     */
    public static void log(@Nullable Slot slot, RunResult result) {
        RunLine.remarks(result).forEach(remark -> log.warn("{}", Printable.text(remark, LONGEST_REMARK)));
        RunLine.of(slot, result).log(log);
    }

    /**
     * Logs the reason why a run ended without a result.
     *
     * @return the outcome of the run
     */
    public static Outcome log(@Nullable Slot slot, RuntimeException e) {
        return RunLine.failed(log, slot, e);
    }
}
