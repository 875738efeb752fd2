package dev.balancehistory.recording;

import dev.balancehistory.exchange.NonceLock;
import dev.balancehistory.spool.SpoolLocks;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The locks of keys across processes: in the database, or in the spool during a run that has no database. */
final class KeyLocks implements NonceLock {
    private final Supplier<NonceLocks> database;
    private volatile @Nullable SpoolLocks spool;

    /**
     * @param database creates the locks of the database when a key needs one
     */
    KeyLocks(Supplier<NonceLocks> database) {
        this.database = database;
    }

    @Override
    public @Nullable Held tryTake(String exchange, String apiKey) {
        SpoolLocks locks = spool;
        if (locks == null) {
            return database.get().tryTake(exchange, apiKey);
        }
        Runnable release = locks.tryTake("key of " + exchange + ": " + apiKey);
        return release == null ? null : release::run;
    }

    /** Uses the locks of the spool until they are replaced by null. */
    void use(@Nullable SpoolLocks locks) {
        spool = locks;
    }
}
