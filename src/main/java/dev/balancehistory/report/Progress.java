package dev.balancehistory.report;

/** Hears how far an export is, a few times a second. */
@FunctionalInterface
public interface Progress {
    /**
     * Hears it.
     *
     * @param rows written so far
     * @param expected how many there will be, about; 0 if not known
     */
    void at(long rows, long expected);
}
