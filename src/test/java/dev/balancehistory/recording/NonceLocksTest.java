package dev.balancehistory.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.database.Database;
import dev.balancehistory.exchange.NonceLock;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.support.Patience;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

class NonceLocksTest {
    private final TestDatabase database = TestDatabase.migrated();
    private final NonceLocks one = locks();
    private final NonceLocks other = locks();

    private NonceLocks locks() {
        return new NonceLocks(
                Database.forKeys(new Database.Settings(database.url(), database.user(), database.password())));
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
        Patience.until("the lock is released", () -> database.advisoryLocks() == 0);

        NonceLock.Held held = one.tryTake("kraken", "CANARYKEY");
        assertThat(held).isNotNull();
        lost.close();
        assertThat(other.tryTake("kraken", "CANARYKEY")).isNull();
    }

    /** Otherwise each account of a run would wait for a database that hangs. */
    @Test
    void onlyTheFirstKeyWaitsForADatabaseThatFails() {
        AtomicInteger connections = new AtomicInteger();
        NonceLocks alone = new NonceLocks(new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                connections.incrementAndGet();
                throw new SQLTimeoutException("hangs", "08001");
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                return getConnection();
            }
        });

        assertThat(alone.tryTake("kraken", "a")).isNotNull();
        assertThat(alone.tryTake("kraken", "b")).isNotNull();

        assertThat(connections).hasValue(1);
    }

    @Test
    void aMissingDatabaseDoesNotFailTheLocking() {
        NonceLocks alone = new NonceLocks(Database.forKeys(
                new Database.Settings("jdbc:postgresql://127.0.0.1:1/none", "nobody", "CANARYPASSWORD")));
        NonceLock.Held release = alone.tryTake("kraken", "CANARYKEY");
        assertThat(release).isNotNull();
        release.close();
        alone.close();
    }
}
