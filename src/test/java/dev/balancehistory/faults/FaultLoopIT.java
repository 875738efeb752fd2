package dev.balancehistory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.app.Child;
import dev.balancehistory.app.Workbench;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fails the n-th step of a run, for n = 1, 2, 3 until a run ends untouched. Each time the next run repairs the history.
 * A killed process leaves only its commits, so it is killed around each COMMIT; {@code -Dfaults.all=true} tries each
 * statement.
 */
class FaultLoopIT {
    private static final boolean ALL = Boolean.getBoolean("faults.all");

    /** The exit codes of a run whose connection breaks: done over another connection, or a temporary failure. */
    private static final Integer[] PASSING = {0, 69, 75};

    /** A lost COMMIT is repeated or found: once there is a response, it does not fail a run. */
    private static final Integer[] DONE = {0};

    @TempDir
    private Path folder;

    private Trial trial;

    @BeforeEach
    void open() throws Exception {
        trial = Trial.of("main", "other");
        // The first run of an account does more than the following ones.
        trial.recovers(trial.nextSlot());
    }

    @AfterEach
    void close() throws Exception {
        try (Trial over = trial) {
            assertThat(over.checker.check(folder)).isEmpty();
        }
    }

    @Test
    @Tag("K1")
    @Tag("O2")
    @Tag("I1")
    void aRunKilledAtAnyCommitLosesNothing() throws Exception {
        long moments = killedAt(trial.postgres, ALL ? Moment::statement : Moment::commit);
        assertThat(moments).isGreaterThan(10);
    }

    @Test
    @Tag("K1")
    @Tag("O2")
    void aRunKilledDuringTheRequestLosesNothing() throws Exception {
        // The first byte of the request and its last but one, then bytes at the response's start, head and body.
        for (Moment moment : new Moment[] {
            Moment.sent(1), Moment.sent(200), Moment.received(1), Moment.received(60), Moment.received(300)
        }) {
            Slot slot = trial.nextSlot();
            assertThat(killed(trial.exchange, moment, slot)).isTrue();
            trial.recovers(slot);
        }
    }

    @Test
    @Tag("O2")
    @Tag("O5")
    void aKilledRunIsRestartedBesideARunOfAnotherAccount() throws Exception {
        Slot slot = trial.nextSlot();
        CountDownLatch gate = new CountDownLatch(1);
        trial.bench.exchange.next("key-other", Misbehaviour.held(gate));
        trial.bench.exchange.next("key-main", Misbehaviour.held(gate));
        try (Child lives = trial.bench.start(folder, "", "record", "--account=other", "--slot=" + slot)) {
            assertThat(trial.bench.exchange.awaitRequests("key-other", 2, Patience.LIMIT))
                    .isTrue();
            try (Child killed = trial.bench.start(folder, "", "record", "--account=main", "--slot=" + slot)) {
                assertThat(trial.bench.exchange.awaitRequests("key-main", 2, Patience.LIMIT))
                        .isTrue();
                killed.killed();
            }
            trial.await("not exists (select from pg_locks where mode = 'RowShareLock'"
                    + " and relation = 'account_name'::regclass having count(*) > 1)");

            Workbench.Ended again = trial.bench.run("record", "--account=main", "--slot=" + slot);

            assertThat(again.code()).as(again.err()).isZero();
            gate.countDown();
            assertThat(lives.ended().code()).isZero();
        }
        assertThat(trial.bench
                        .database
                        .sql()
                        .queryForList("select status from batch.batch_job_execution", String.class))
                .containsExactlyInAnyOrder("COMPLETED", "COMPLETED", "FAILED", "COMPLETED");
    }

    private long killedAt(ChaosProxy proxy, LongFunction<Moment> moment) throws Exception {
        long n = 1;
        Slot slot = trial.nextSlot();
        while (killed(proxy, moment.apply(n), slot)) {
            trial.recovers(slot);
            slot = trial.nextSlot();
            n++;
        }
        return n;
    }

    /** Returns false if the run ended before the moment came. */
    private boolean killed(ChaosProxy proxy, Moment moment, Slot slot) throws Exception {
        Child[] running = new Child[1];
        proxy.at(moment, Fault.kill(() -> running[0].killed()));
        try (Child child = trial.startThroughFaults(folder, slot)) {
            running[0] = child;
            Workbench.Ended run = trial.acknowledged(slot, child.ended());
            assertThat(run.code()).as("at %s: %s", moment, run.err()).isEqualTo(proxy.struck() ? 137 : 0);
            return proxy.struck();
        }
    }

    @Test
    @Tag("D3")
    @Tag("I1")
    void aConnectionCutBetweenStatementsLosesNothing() throws Exception {
        assertThat(broken(Moment::statement, Fault.cut(), ALL ? 1 : 4, PASSING)).isGreaterThan(50);
    }

    @Test
    @Tag("D3")
    void aConnectionResetWithinAMessageLosesNothing() throws Exception {
        assertThat(broken(Moment::sent, Fault.reset(), 3_001, PASSING)).isGreaterThan(10_000);
        assertThat(broken(Moment::received, Fault.reset(), 3_001, PASSING)).isGreaterThan(3_000);
    }

    @Test
    @Tag("D4")
    void aConnectionCutBeforeAnyCommitLosesNothing() throws Exception {
        assertThat(broken(Moment::commit, Fault.cut(), 1, DONE)).isGreaterThan(10);
    }

    @Test
    @Tag("D5")
    @Tag("I6")
    void aCommitAcknowledgementLostWithItsConnectionFailsNoRun() throws Exception {
        assertThat(broken(Moment::attempt, Fault.cut(), 1, DONE)).isGreaterThan(10);
    }

    @Test
    @Tag("D5")
    @Tag("D8")
    @Tag("I7")
    void aMissingCommitAcknowledgementEndsARunWithATemporaryFailure() throws Exception {
        assertThat(broken(Moment::attempt, Fault.silence(), 3, PASSING, trial.databaseThroughFaults(5)))
                .isGreaterThan(10);
    }

    @Test
    @Tag("D3")
    void aRunThatCanNotShowItsBalancesIsDone() throws Exception {
        Slot slot = trial.nextSlot();
        trial.postgres.at(Moment.statement(sql -> sql.contains("(account_id, response_time, is_new)"), 1), Fault.cut());

        Workbench.Ended run = trial.recordThroughFaults(slot);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("  recorded\n  (the balances can't be shown: the database is out of reach")
                .contains("2 of 2 accounts recorded")
                .doesNotContain("BTC");
    }

    /**
     * Returns the first moment that a run does not reach.
     *
     * @param afterTheResponse the exit codes of a run after its request
     */
    private long broken(
            LongFunction<Moment> moment, Fault fault, long step, Integer[] afterTheResponse, String... options)
            throws IOException {
        for (long n = 1; ; n += step) {
            Slot slot = trial.nextSlot();
            trial.postgres.at(moment.apply(n), fault);
            int fetched = trial.bench.exchange.requests("key-main");
            Workbench.Ended run = trial.recordThroughFaults(slot, options);
            boolean fetchedAgain = trial.bench.exchange.requests("key-main") > fetched;
            Integer[] ends = fetchedAgain ? afterTheResponse : PASSING;
            if (!trial.postgres.struck()) {
                assertThat(run.code()).as(run.err()).isZero();
                return n;
            }
            assertThat(run.code()).as("at %s: %s", n, run.err()).isIn((Object[]) ends);
            assertThat(run.err()).doesNotContain("\tat ");
            assertThat(trial.checker.fetchedAndLost()).isEmpty();
            trial.recovers(slot);
        }
    }
}
