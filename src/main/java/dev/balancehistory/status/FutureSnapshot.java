package dev.balancehistory.status;

import dev.balancehistory.archive.AccountStatus;
import dev.balancehistory.balance.Snapshot;
import java.time.Duration;

/** A newest snapshot of a time to come, from a clock that was ahead. Reports show it as the newest one until then. */
final class FutureSnapshot {
    private FutureSnapshot() {}

    /** Returns whether the newest snapshot is further in the future than clocks may differ. */
    static boolean isOf(AccountStatus account) {
        Duration age = account.age();
        return age != null && age.negated().compareTo(Snapshot.TOLERABLE_DIFFERENCE) > 0;
    }

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
