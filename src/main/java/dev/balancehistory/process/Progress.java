package dev.balancehistory.process;

/** Receives the progress of a long task, a few times a second. */
@FunctionalInterface
public interface Progress {
    /** The time between two reports. */
    long PAUSE_NANOS = 250_000_000;

    /**
     * Reports the progress.
     *
     * @param rows the rows processed so far
     * @param expected the estimated number of all rows; 0 if unknown
     */
    void at(long rows, long expected);
}
