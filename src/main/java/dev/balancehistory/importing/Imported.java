package dev.balancehistory.importing;

import dev.balancehistory.process.Outcome;
import java.util.List;

/**
 * The counts of an import.
 *
 * @param files the files read
 * @param passedOver the files of folders that were skipped because of their names
 * @param responses the responses found
 * @param recorded the responses that became a snapshot
 * @param balances the balances of these snapshots
 * @param alreadyRecorded the responses that were recorded before
 * @param duplicates the responses with the recorded balances and another body
 * @param conflicts the responses with other balances than those recorded for the time
 * @param failed the responses that report an error of the exchange
 * @param rejected the rejected files, lines and responses
 * @param newAccounts the names of the accounts that the history did not have before
 */
record Imported(
        long files,
        long passedOver,
        long responses,
        long recorded,
        long balances,
        long alreadyRecorded,
        long duplicates,
        long conflicts,
        long failed,
        long rejected,
        List<String> newAccounts) {
    Imported {
        newAccounts = List.copyOf(newAccounts);
    }

    /** Returns the outcome of the run. */
    public Outcome outcome() {
        return rejected + conflicts > 0 ? Outcome.DATA_ERROR : Outcome.DONE;
    }
}
