package dev.balancehistory.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.archive.ResponseInbox;
import dev.balancehistory.balance.Account;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.recording.AccountRuns.AccountRun;
import dev.balancehistory.support.Patience;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/** A database that fails must not delay the responses after the first ones. */
class ResponseArchiverTest {
    private static final RuntimeException AWAY =
            new DataAccessResourceFailureException("away", new SQLException("away", "08001"));

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final Database database = new Database();
    private final ResponseArchiver archiver = new ResponseArchiver(
            database,
            new ResponseInbox(new JdbcTemplate()),
            new AccountRuns(new JdbcTemplate()),
            null,
            null,
            Patience.LIMIT);

    /** Counts the tries. The test decides on the result of each. */
    private static final class Database implements TransactionOperations {
        private final AtomicInteger tries = new AtomicInteger();
        private volatile Supplier<List<Long>> result = () -> List.of(1L);

        @Override
        @SuppressWarnings("unchecked")
        public <T> T execute(TransactionCallback<T> action) {
            tries.incrementAndGet();
            return (T) result.get();
        }

        void failWith(RuntimeException e) {
            result = () -> {
                throw e;
            };
        }
    }

    @AfterEach
    void close() {
        archiver.close();
        callers.shutdown();
    }

    private List<Long> store() {
        return archiver.inInbox(
                new AccountRun(
                        1, new Account(1, "main", "bitfront"), Outcome.DONE, null, TestHistory.NOON, TestHistory.NOON),
                List.of());
    }

    private void assertTwoAreStoredAtOnce() {
        CountDownLatch both = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        database.result = () -> {
            both.countDown();
            Patience.until("the end", end);
            return List.of(9L);
        };
        CompletableFuture<List<Long>> one = CompletableFuture.supplyAsync(this::store, callers);
        CompletableFuture<List<Long>> other = CompletableFuture.supplyAsync(this::store, callers);
        Patience.until("both are tried", () -> both.getCount() == 0 || one.isDone() || other.isDone());
        end.countDown();
        assertThat(one.join()).containsExactly(9L);
        assertThat(other.join()).containsExactly(9L);
    }

    @Test
    void onlyOneResponseAtATimeWaitsForADatabaseThatFails() {
        database.failWith(AWAY);
        assertThatThrownBy(this::store).isSameAs(AWAY);
        CountDownLatch back = new CountDownLatch(1);
        database.result = () -> {
            Patience.until("the database is back", back);
            return List.of(2L);
        };
        int before = database.tries.get();

        CompletableFuture<List<Long>> waiting = CompletableFuture.supplyAsync(this::store, callers);
        Patience.until("a response waits", () -> database.tries.get() > before);
        assertThatThrownBy(this::store).isSameAs(AWAY);
        assertThatThrownBy(this::store).isSameAs(AWAY);
        assertThat(database.tries).hasValue(before + 1);

        back.countDown();
        assertThat(waiting.join()).containsExactly(2L);
        assertThat(store()).containsExactly(2L);
    }

    @Test
    void eachResponseWaitsAgainAfterOneIsStored() {
        database.failWith(AWAY);
        assertThatThrownBy(this::store).isSameAs(AWAY);
        database.result = () -> List.of(3L);
        assertThat(store()).containsExactly(3L);
        assertTwoAreStoredAtOnce();
    }

    @Test
    void aFailureBesideAStoredResponseDoesNotConcernTheOthers() {
        CountDownLatch stored = new CountDownLatch(1);
        database.result = () -> {
            Patience.until("another response is stored", stored);
            throw AWAY;
        };
        CompletableFuture<List<Long>> failing = CompletableFuture.supplyAsync(this::store, callers);
        Patience.until("a response waits", () -> database.tries.get() > 0);
        database.result = () -> List.of(6L);
        assertThat(store()).containsExactly(6L);
        database.failWith(AWAY);
        stored.countDown();
        assertThatThrownBy(failing::join).hasCause(AWAY);

        assertTwoAreStoredAtOnce();
    }

    @Test
    void anErrorOfOneResponseDoesNotConcernTheOthers() {
        RuntimeException rejected = new DataIntegrityViolationException("rejected", new SQLException("no", "23514"));
        database.failWith(rejected);
        assertThatThrownBy(this::store).isSameAs(rejected);
        assertTwoAreStoredAtOnce();
    }
}
