package dev.balancehistory.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.exchange.NonceLock;
import dev.balancehistory.spool.Spool;
import dev.balancehistory.spool.SpoolLocks;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key sends one request at a time, with and without a database. */
class KeyLocksTest {
    private static final Supplier<NonceLocks> DATABASE = () -> {
        throw new IllegalStateException("the database is used");
    };

    @TempDir
    private Path folder;

    @Test
    @Tag("O7")
    void aRunWithoutADatabaseLocksItsKeysInTheSpool() {
        Spool spool = new Spool(folder, 1, InstantSource.system());
        KeyLocks one = new KeyLocks(DATABASE);
        KeyLocks other = new KeyLocks(DATABASE);
        try (SpoolLocks locks = spool.locks();
                SpoolLocks ofTheOther = spool.locks()) {
            one.use(locks);
            other.use(ofTheOther);

            NonceLock.Held held = one.tryTake("kraken", "key");
            assertThat(held).isNotNull();
            assertThat(other.tryTake("kraken", "key")).isNull();
            assertThat(other.tryTake("kraken", "another key")).isNotNull();
            held.close();
            assertThat(other.tryTake("kraken", "key")).isNotNull();
        }
        one.use(null);
        assertThatThrownBy(() -> one.tryTake("kraken", "key")).hasMessage("the database is used");
    }
}
