package dev.balancehistory.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.database.Database;
import dev.balancehistory.postgres.TestDatabase;
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
        Runnable held = one.tryTake("kraken", "CANARYKEY");
        assertThat(held).isNotNull();
        assertThat(other.tryTake("kraken", "CANARYKEY")).isNull();
        assertThat(other.tryTake("kraken", "another")).isNotNull();
        assertThat(other.tryTake("gemini", "CANARYKEY")).isNotNull();
        held.run();
        Runnable next = other.tryTake("kraken", "CANARYKEY");
        assertThat(next).isNotNull();
        next.run();
        assertThat(one.tryTake("kraken", "CANARYKEY")).isNotNull();
    }

    @Test
    void noTransactionIsOpenWithoutALock() {
        Runnable first = one.tryTake("kraken", "a");
        Runnable second = one.tryTake("kraken", "b");
        first.run();
        assertThat(database.count(inTransaction())).isOne();
        second.run();
        assertThat(database.count(inTransaction())).isZero();
        assertThat(database.count("select 1 from pg_locks where locktype = 'advisory'"))
                .isZero();
    }

    private static String inTransaction() {
        return "select 1 from pg_stat_activity where datname = current_database() and state = 'idle in transaction'";
    }

    @Test
    void theLocksOfAProcessAreReleasedAtItsEnd() {
        assertThat(one.tryTake("kraken", "CANARYKEY")).isNotNull();
        one.close();
        assertThat(other.tryTake("kraken", "CANARYKEY")).isNotNull();
    }

    @Test
    void aLostConnectionIsReplacedAndItsLocksAreNotReleasedTwice() {
        Runnable lost = one.tryTake("kraken", "CANARYKEY");
        database.rows("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where datname = current_database() and state = 'idle in transaction'");
        Runnable unlocked = one.tryTake("kraken", "CANARYKEY");
        assertThat(unlocked).isNotNull();
        Runnable held = one.tryTake("kraken", "CANARYKEY");
        assertThat(held).isNotNull();
        lost.run();
        unlocked.run();
        assertThat(other.tryTake("kraken", "CANARYKEY")).isNull();
    }

    @Test
    void aMissingDatabaseDoesNotFailTheLocking() {
        NonceLocks alone = new NonceLocks(Database.besideThePool(
                new Database.Settings("jdbc:postgresql://127.0.0.1:1/none", "nobody", "CANARYPASSWORD")));
        Runnable release = alone.tryTake("kraken", "CANARYKEY");
        assertThat(release).isNotNull();
        release.run();
        alone.close();
    }
}
