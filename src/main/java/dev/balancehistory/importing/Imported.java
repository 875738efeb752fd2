package dev.balancehistory.importing;

import dev.balancehistory.process.Outcome;

/**
 * What an import came to.
 *
 * @param files how many were read
 * @param passedOver how many files of a folder were not, by their names
 * @param responses how many were found, whatever became of them
 * @param recorded how many became a snapshot
 * @param balances how many rows these have
 * @param there how many of the answers were recorded before, just so
 * @param duplicates how many say in other words what is recorded
 * @param conflicts how many say something else for a time that is recorded
 * @param failed how many report an error of the exchange
 * @param rejected how many files, lines or answers can't be used
 */
record Imported(
        long files,
        long passedOver,
        long responses,
        long recorded,
        long balances,
        long there,
        long duplicates,
        long conflicts,
        long failed,
        long rejected) {

    /** Returns how the run ends with it. */
    public Outcome outcome() {
        return rejected + conflicts > 0 ? Outcome.DATA_ERROR : Outcome.DONE;
    }
}
