package dev.balancehistory.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.database.Database;
import dev.balancehistory.exchange.NonceLock;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.support.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NonceLocksTest {
    private final TestDatabase database = TestDatabase.migrated();
    private final NonceLocks one = locks();
    private final NonceLocks other = locks();

    private NonceLocks locks() {
        return new NonceLocks(
                Database.besideThePool(new Database.Settings(database.url(), database.user(), database.password())));
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        database.close();
    }

    @Test
    void aKeyIsHeldByOneProcessAtATime() {
        NonceLock.Held held = one.tryTake("kraken", "CANARYKEY");
        assertThat(held).isNotNull();
        assertThat(other.tryTake("kraken", "CANARYKEY")).isNull();
        assertThat(other.tryTake("kraken", "another")).isNotNull();
        assertThat(other.tryTake("gemini", "CANARYKEY")).isNotNull();
        held.close();
        NonceLock.Held next = other.tryTake("kraken", "CANARYKEY");
        assertThat(next).isNotNull();
        next.close();
        assertThat(one.tryTake("kraken", "CANARYKEY")).isNotNull();
    }

    @Test
    void noTransactionIsOpenWithoutALock() {
        NonceLock.Held first = one.tryTake("kraken", "a");
        NonceLock.Held second = one.tryTake("kraken", "b");
        first.close();
        assertThat(database.count(inTransaction())).isOne();
        second.close();
        assertThat(database.count(inTransaction())).isZero();
        assertThat(database.advisoryLocks()).isZero();
    }

    private static String inTransaction() {
        return "select 1 from pg_stat_activity where datname = current_database() and state = 'idle in transaction'";
    }

    @Test
    void theLocksOfAProcessAreReleasedAtItsEnd() {
        assertThat(one.tryTake("kraken", "CANARYKEY")).isNotNull();
        one.close();
        // The server notices the end of a connection a moment later.
        Patience.until("the lock is released", () -> other.tryTake("kraken", "CANARYKEY") != null);
    }

    @Test
    void aLostConnectionIsReplacedAndItsLocksAreNotReleasedTwice() {
        NonceLock.Held lost = one.tryTake("kraken", "CANARYKEY");
        database.rows("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where datname = current_database() and state = 'idle in transaction'");
        NonceLock.Held unlocked = one.tryTake("kraken", "CANARYKEY");
        assertThat(unlocked).isNotNull();
        NonceLock.Held held = one.tryTake("kraken", "CANARYKEY");
        assertThat(held).isNotNull();
        lost.close();
        unlocked.close();
        assertThat(other.tryTake("kraken", "CANARYKEY")).isNull();
    }

    @Test
    void aMissingDatabaseDoesNotFailTheLocking() {
        NonceLocks alone = new NonceLocks(Database.besideThePool(
                new Database.Settings("jdbc:postgresql://127.0.0.1:1/none", "nobody", "CANARYPASSWORD")));
        NonceLock.Held release = alone.tryTake("kraken", "CANARYKEY");
        assertThat(release).isNotNull();
        release.close();
        alone.close();
    }
}
