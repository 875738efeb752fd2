package dev.balancehistory.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.archive.AccountRegistry.Registration;
import dev.balancehistory.balance.Account;
import dev.balancehistory.database.AdvisoryLocks;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.support.Patience;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** One run at a time fetches an account, and no lock outlives its run. */
class RunLockTest {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final String HOLDERS = "select pid from pg_stat_activity"
            + " where datname = current_database() and state = 'idle in transaction'";

    private static final String WAITING = "select from pg_locks where locktype = 'advisory' and not granted"
            + " and database = (select oid from pg_database where datname = current_database())";

    private final TestHistory test = new TestHistory();
    private final Account a = test.account();
    private final Account b = test.account();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    @Tag("O1")
    void aSecondRunLocksTheRemainingAccounts() {
        try (RunLock first = acquire(a);
                RunLock second = acquire(a, b)) {
            assertThat(first.holds(a)).isTrue();
            assertThat(first.holds(b)).isFalse();
            assertThat(second.holds(a)).isFalse();
            assertThat(second.holds(b)).isTrue();
        }
    }

    @Test
    @Tag("O1")
    void aSecondRunLocksNoAccountWhileTheFirstHoldsAll() {
        try (RunLock first = acquire(a, b);
                RunLock second = acquire(b, a)) {
            assertThat(first.holds(a) && first.holds(b)).isTrue();
            assertThat(second.holds(a) || second.holds(b)).isFalse();
        }
    }

    @Test
    @Tag("O1")
    void twoRunsThatStartTogetherDoNotShareTheAccountsOut() throws Exception {
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try (AdvisoryLocks turn = AdvisoryLocks.on(test.pool, LONGEST)) {
            assertThat(turn.tryAcquire(AdvisoryLocks.HOLD)).isTrue();
            Future<RunLock> run = worker.submit(() -> acquire(a, b));
            Patience.until("the run waits", () -> run.isDone() || test.database.count(WAITING) > 0);
            assertThat(run.isDone()).isFalse();

            turn.endTransaction();

            try (RunLock lock = run.get()) {
                assertThat(lock.holds(a) && lock.holds(b)).isTrue();
                assertThat(isFree(AdvisoryLocks.HOLD)).isTrue();
            }
        } finally {
            worker.shutdown();
        }
    }

    /** Returns whether the lock is free. */
    private boolean isFree(long key) {
        try (AdvisoryLocks locks = AdvisoryLocks.on(test.pool, LONGEST)) {
            return locks.tryAcquire(key);
        }
    }

    private Account[] accounts(int count) {
        return test.archive
                .accounts()
                .register(IntStream.range(0, count)
                        .mapToObj(i -> new Registration("many-" + i, "bitfront", null))
                        .toList())
                .accounts()
                .toArray(Account[]::new);
    }

    @Test
    void theAccountsAreFreeWhenTheRunEnds() {
        acquire(a).close();

        try (RunLock next = acquire(a)) {
            assertThat(next.holds(a)).isTrue();
        }
        assertThat(test.database.count(HOLDERS)).isZero();
    }

    @Test
    @Tag("O4")
    void noLockOutlivesItsTransaction() {
        acquire(a).close();
        test.record(a, null, TestHistory.NOON);

        assertThat(test.database.count("select from pg_stat_activity where datname = current_database()"
                        + " and application_name = 'balance-history'"))
                .isPositive();
        assertThat(test.database.advisoryLocks()).isZero();
    }

    @Test
    void anUnknownAccountIsNotLocked() {
        try (RunLock lock = acquire(new Account(-1, "unknown", "bitfront"))) {
            assertThat(lock.holds(new Account(-1, "unknown", "bitfront"))).isFalse();
        }
    }

    @Test
    @Tag("O2")
    void theServerReleasesTheAccountsOfALostConnection() {
        try (RunLock dead = acquire(a)) {
            killHolder();

            try (RunLock next = acquire(a)) {
                assertThat(next.holds(a)).isTrue();
            }
            assertThatCode(dead::close).doesNotThrowAnyException();
        }
        assertThat(new JdbcTemplate(test.pool).queryForObject("select 1", Integer.class))
                .isOne();
    }

    @Test
    @Tag("O3")
    void onlyTheTransactionOfTheLockMayBeIdleForALongRun() throws SQLException {
        try (Connection connection = test.pool.getConnection()) {
            SingleConnectionDataSource only = new SingleConnectionDataSource(connection, true);
            JdbcTemplate sameConnection = new JdbcTemplate(only);
            String limit = "show idle_in_transaction_session_timeout";
            assertThat(sameConnection.queryForObject(limit, String.class)).isEqualTo("30s");

            RunLock lock = RunLock.acquire(only, List.of(a), LONGEST, () -> {});
            assertThat(sameConnection.queryForObject(limit, String.class)).isEqualTo("2min");

            lock.close();
            assertThat(sameConnection.queryForObject(limit, String.class)).isEqualTo("30s");
        }
    }

    @Test
    @Tag("D8")
    void theReleaseWaitsOnlySecondsForAServerThatHangs() throws SQLException {
        List<Integer> limits = new ArrayList<>();
        try (Connection connection = test.pool.getConnection()) {
            Connection noting = (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("setNetworkTimeout")) {
                            limits.add((Integer) arguments[1]);
                        }
                        return method.invoke(connection, arguments);
                    });
            RunLock lock = RunLock.acquire(new SingleConnectionDataSource(noting, true), List.of(a), LONGEST, () -> {});
            assertThat(limits).isEmpty();

            lock.close();
        }
        assertThat(limits)
                .singleElement()
                .satisfies(millis -> assertThat(millis).isBetween(1, 10_000));
    }

    @Test
    @Tag("O3")
    void theServerEndsALockThatIsIdleForLonger() {
        try (RunLock frozen = RunLock.acquire(test.pool, List.of(a), Duration.ofSeconds(5), () -> {})) {
            Patience.until("the server ends the lock", () -> test.database.count(HOLDERS) == 0);
            try (RunLock next = acquire(a)) {
                assertThat(next.holds(a)).isTrue();
            }
            assertThatCode(frozen::close).doesNotThrowAnyException();
        }
    }

    @Test
    @Tag("O5")
    void onlyALoneRunMarksDeadRuns() {
        AtomicInteger calls = new AtomicInteger();
        try (RunLock first = acquire(calls::incrementAndGet, a)) {
            assertThat(calls).hasValue(1);
            try (RunLock second = acquire(calls::incrementAndGet, b)) {
                assertThat(first.holds(a) && second.holds(b)).isTrue();
                assertThat(calls).hasValue(1);
            }
        }
        acquire(calls::incrementAndGet, a).close();
        assertThat(calls).hasValue(2);
    }

    @Test
    @Tag("O5")
    void noRunStartsWhileAnotherMarksDeadRuns() throws Exception {
        CountDownLatch cleared = new CountDownLatch(1);
        CountDownLatch clearing = new CountDownLatch(1);
        AtomicInteger callsOfTheSecond = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try {
            Future<RunLock> first = workers.submit(() -> acquire(
                    () -> {
                        clearing.countDown();
                        await(cleared);
                    },
                    a));
            await(clearing);
            Future<RunLock> second = workers.submit(() -> acquire(callsOfTheSecond::incrementAndGet, b));
            test.database.awaitWaiting();
            assertThat(second.isDone()).isFalse();
            cleared.countDown();

            first.get().close();
            second.get().close();
            assertThat(callsOfTheSecond).hasValue(0);
        } finally {
            workers.shutdown();
        }
    }

    @Test
    void aFailureWhileMarkingDeadRunsReleasesAllLocks() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> acquire(
                        () -> {
                            throw new IllegalStateException("the job metadata is broken");
                        },
                        a));

        assertThat(test.database.count(HOLDERS)).isZero();
        acquire(a).close();
    }

    @Test
    void aLostDatabaseIsADatabaseProblem() {
        test.pool.close();

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> acquire(a))
                .matches(e -> DatabaseProblem.of(e).outcome() == Outcome.UNREACHABLE);
    }

    @Test
    @Tag("S4")
    void tenThousandAccountsFitTheServersLockTable() {
        Account[] accounts = accounts(10_000);

        try (RunLock all = acquire(accounts);
                RunLock none = acquire(accounts[0], accounts[9_999])) {
            assertThat(accounts).hasSize(10_000).allMatch(all::holds).noneMatch(none::holds);
        }
    }

    @Test
    void aHeldAccountCanBeWrittenByItsOwnRun() {
        try (RunLock lock = acquire(a)) {
            assertThat(lock.holds(a)).isTrue();
            assertThat(test.write(test.read(a, null, TestHistory.NOON))).hasSize(1);
        }
    }

    private void killHolder() {
        test.database
                .sql()
                .queryForList(HOLDERS, Integer.class)
                .forEach(pid -> test.database
                        .sql()
                        .queryForObject("select pg_terminate_backend(?, 600000)", Boolean.class, pid));
    }

    private RunLock acquire(Account... accounts) {
        return acquire(() -> {}, accounts);
    }

    private RunLock acquire(Runnable whenAlone, Account... accounts) {
        return RunLock.acquire(test.pool, List.of(accounts), LONGEST, whenAlone);
    }

    private static void await(CountDownLatch latch) {
        Patience.until("the other thread is there", latch);
    }
}
