package dev.balancehistory.recording;

import static dev.balancehistory.recording.TestHistory.NOON;
import static dev.balancehistory.recording.TestHistory.balance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.balancehistory.archive.AccountWriteLock;
import dev.balancehistory.archive.FinishedResponse;
import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.database.Database;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.recording.SnapshotStore.ReadResponse;
import dev.balancehistory.support.Patience;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Two transactions that write snapshots at the same time. */
@Tag("I2")
class ConcurrentWritesTest {
    private static TestHistory test;
    private static ExecutorService workers;

    @BeforeAll
    static void open() {
        test = new TestHistory();
        workers = Executors.newFixedThreadPool(2);
    }

    @AfterAll
    static void close() throws InterruptedException {
        workers.shutdown();
        assertThat(workers.awaitTermination(Patience.LIMIT.toMinutes(), TimeUnit.MINUTES))
                .isTrue();
        test.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void theSecondWaitsForTheFirstAndFindsItsSnapshot(String amountOfTheSecond) throws Exception {
        Account account = test.account();
        ReadResponse first = test.read(account, null, NOON, balance("BTC", "1", "1"));
        ReadResponse second = test.read(account, null, NOON, balance("BTC", amountOfTheSecond, "1"));
        CountDownLatch commit = new CountDownLatch(1);

        Future<ResponseState> one = workers.submit(() -> writeAndHold(first, commit));
        awaitWritten(first);
        Future<ResponseState> two =
                workers.submit(() -> test.write(second).get(0).state());
        test.database.awaitWaiting();
        commit.countDown();

        assertThat(one.get()).isEqualTo(ResponseState.RECORDED);
        assertThat(two.get())
                .isEqualTo(amountOfTheSecond.equals("1") ? ResponseState.DUPLICATE : ResponseState.CONFLICT);
    }

    @Test
    void theSecondIsRecordedIfTheFirstIsRolledBack() throws Exception {
        Account account = test.account();
        ReadResponse first = test.read(account, null, NOON, balance("BTC", "1", "1"));
        ReadResponse second = test.read(account, null, NOON, balance("BTC", "2", "1"));
        CountDownLatch rollback = new CountDownLatch(1);

        Future<?> one =
                workers.submit(() -> new TransactionTemplate(test.archive.transactionManager()).execute(status -> {
                    test.snapshots.write(List.of(first));
                    status.setRollbackOnly();
                    return await(rollback);
                }));
        awaitWritten(first);
        Future<ResponseState> two =
                workers.submit(() -> test.write(second).get(0).state());
        test.database.awaitWaiting();
        rollback.countDown();
        one.get();

        assertThat(two.get()).isEqualTo(ResponseState.RECORDED);
        assertThat(test.write(first)).extracting(FinishedResponse::state).containsExactly(ResponseState.CONFLICT);
    }

    @Test
    void twoRunsFinishEachResponseOfTheSameInboxOnce() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        for (int round = 0; round < 25; round++) {
            Account account = test.account();
            ReadResponse[] responses = {
                test.read(account, null, NOON, balance("BTC", "1", "1")),
                test.read(account, null, NOON.plusMillis(1), balance("BTC", "2", "1")),
                test.read(account, null, NOON, balance("BTC", "1", "1"))
            };
            List<Future<List<FinishedResponse>>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                both.add(workers.submit(() -> {
                    start.await();
                    return test.write(responses);
                }));
            }

            assertThat(Stream.concat(both.get(0).get().stream(), both.get(1).get().stream()))
                    .extracting(FinishedResponse::id, FinishedResponse::state)
                    .containsExactlyInAnyOrder(
                            tuple(responses[0].response().id(), ResponseState.RECORDED),
                            tuple(responses[1].response().id(), ResponseState.RECORDED),
                            tuple(responses[2].response().id(), ResponseState.DUPLICATE));
        }
    }

    @Test
    @Tag("D6")
    void batchesInOppositeOrderDoNotDeadlock() throws Exception {
        Account account = test.account();
        Slot slotA = new Slot(NOON);
        Slot slotB = new Slot(NOON.plusSeconds(60));
        // By time and by arrival the first writes slot A before slot B, the second slot B before slot A. In between the
        // first waits for another lock, so that the second would reach slot B.
        ReadResponse[] first = {
            test.read(account, slotA, NOON, balance("BTC", "1", "1")),
            test.read(account, null, NOON.plusMillis(1), balance("BTC", "1", "1")),
            test.read(account, slotB, NOON.plusMillis(2), balance("BTC", "1", "1"))
        };
        ReadResponse[] second = {
            test.read(account, slotB, NOON.plusMillis(3), balance("BTC", "1", "1")),
            test.read(account, slotA, NOON.plusMillis(4), balance("BTC", "1", "1"))
        };

        neitherLocksTheOtherOut(
                connection -> connection
                        .createStatement()
                        .execute("insert into snapshot (account_id, response_time, slot, response_id, time_source,"
                                + " currency_count, content_sha256, sequence, seal) select " + account.id() + ", '"
                                + NOON.plusMillis(1)
                                + "', null, " + first[1].response().id()
                                + ", 'body', 0, sha256('other'), 1, sha256('other')"),
                first,
                second);
    }

    @Test
    @Tag("D6")
    void batchesOfTheSameAccountsInAnotherOrderDoNotDeadlock() throws Exception {
        Account a = test.account();
        Account b = test.account();
        ReadResponse[] first = {
            test.read(a, null, NOON, balance("BTC", "1", "1")), test.read(b, null, NOON, balance("BTC", "1", "1"))
        };
        ReadResponse[] second = {
            test.read(b, null, NOON, balance("BTC", "1", "1")), test.read(a, null, NOON, balance("BTC", "1", "1"))
        };

        // Both have to wait for the first account, so that the second would have taken the other one by then.
        neitherLocksTheOtherOut(connection -> AccountWriteLock.acquire(connection, List.of(a.id())), first, second);
    }

    /** Takes a lock that both writers need. */
    @FunctionalInterface
    private interface InTheWay {
        void take(Connection connection) throws SQLException;
    }

    /** Has two write the same, while a third one does this and is in the way of both. */
    private static void neitherLocksTheOtherOut(InTheWay inTheWay, ReadResponse[] first, ReadResponse[] second)
            throws Exception {
        try (Connection third = test.database.dataSource().getConnection()) {
            third.setAutoCommit(false);
            inTheWay.take(third);
            Future<List<FinishedResponse>> one = workers.submit(() -> test.write(first));
            test.database.awaitWaiting();
            Future<List<FinishedResponse>> two = workers.submit(() -> test.write(second));
            test.database.awaitWaiting(2);
            third.rollback();

            assertThat(one.get()).extracting(FinishedResponse::state).containsOnly(ResponseState.RECORDED);
            assertThat(two.get()).extracting(FinishedResponse::state).containsOnly(ResponseState.DUPLICATE);
        }
    }

    @Test
    @Tag("D6")
    void aLockTimeoutIsATemporaryFailure() throws Exception {
        Account account = test.account();
        ReadResponse first = test.read(account, null, NOON, balance("BTC", "1", "1"));
        ReadResponse second = test.read(account, null, NOON.plusMillis(1), balance("BTC", "1", "1"));
        CountDownLatch commit = new CountDownLatch(1);
        try (var impatient = Database.open(new Database.Settings(
                test.database.url() + "?options=-c%20lock_timeout=50ms",
                test.database.user(),
                test.database.password()))) {
            Future<ResponseState> one = workers.submit(() -> writeAndHold(first, commit));
            awaitWritten(first);

            RuntimeException timeout =
                    org.assertj.core.api.Assertions.catchRuntimeException(() -> TestHistory.write(impatient, second));
            commit.countDown();
            one.get();

            assertThat(DatabaseProblem.of(timeout).outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE);
            assertThat(DatabaseProblem.isPassing(timeout)).isTrue();
        }
        assertThat(test.write(second)).extracting(FinishedResponse::state).containsExactly(ResponseState.RECORDED);
    }

    private static ResponseState writeAndHold(ReadResponse response, CountDownLatch commit) {
        return new TransactionTemplate(test.archive.transactionManager()).execute(status -> {
            ResponseState state = test.snapshots.write(List.of(response)).get(0).state();
            await(commit);
            return state;
        });
    }

    private static boolean await(CountDownLatch latch) {
        Patience.until("the other transaction has come so far", latch);
        return true;
    }

    /** Waits until the response's row is locked: its transaction has finished it and not committed yet. */
    private static void awaitWritten(ReadResponse response) {
        String unlocked = "select from balance_response where response_id = "
                + response.response().id() + " for update skip locked";
        Patience.until("the first has written", () -> test.database.count(unlocked) == 0);
    }
}
