package dev.balancehistory.process;

/** Hears how far a long work is, a few times a second. */
@FunctionalInterface
public interface Progress {
    /** How long to be silent between two words. */
    long PAUSE_NANOS = 250_000_000;

    /**
     * Hears it.
     *
     * @param rows dealt with so far
     * @param expected about how many there will be; 0 if that is not known
     */
    void at(long rows, long expected);
}
