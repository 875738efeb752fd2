package dev.balancehistory.recording;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Printable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A single run as events of the log, for what collects logs: whatever is to be known of an account, and at last the run
 * in the line that a schedule has for it.
 */
final class RunLog {
    private static final int LONGEST_REMARK = 600;

    private static final Logger log = LoggerFactory.getLogger(RunLog.class);

    private RunLog() {}

    /**
     * Tells how a run went.
     *
     * @param slot null if the run stands for none
     */
    public static void tell(@Nullable Slot slot, RunResult result) {
        RunLine.remarks(result).forEach(remark -> log.warn("{}", Printable.text(remark, LONGEST_REMARK)));
        RunLine.of(slot, result).tell(log);
    }

    /**
     * Tells why a run ended before it had a result.
     *
     * @return how the run ended
     */
    public static Outcome tell(@Nullable Slot slot, RuntimeException e) {
        return RunLine.failed(log, slot, e);
    }
}
