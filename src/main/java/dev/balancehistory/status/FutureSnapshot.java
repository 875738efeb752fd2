package dev.balancehistory.status;

import dev.balancehistory.archive.AccountStatus;

/** A newest snapshot of a time to come, from a clock that was ahead. Reports show it as the newest one until then. */
final class FutureSnapshot {
    private FutureSnapshot() {}

    /**
     * Returns the line that reports it.
     *
     * @param ahead how far it is in the future, for people
     */
    static String line(AccountStatus account, String ahead) {
        return account.account() + ": its newest snapshot is " + ahead
                + " in the future, and hides later ones until then: check the clocks by 'doctor'";
    }
}
