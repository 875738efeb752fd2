package dev.balancehistory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.cli.Child;
import dev.balancehistory.cli.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fails the n-th thing that a run does, for n = 1, 2, 3 until a run is through untouched, and each time has the next run
 * put it right. What a killed process leaves is what the server has committed for it, so it is killed around each COMMIT;
 * {@code -Dfaults.all=true} tries each statement.
 */
class FaultLoopIT {
    private static final boolean ALL = Boolean.getBoolean("faults.all");

    /** What may come of a connection that breaks: nothing, since another took its place, or an end that says to try again. */
    private static final Integer[] PASSING = {0, 69, 75};

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
    void killedAtAnyMomentOfItsWriting() throws Exception {
        long moments = killedAt(trial.postgres, ALL ? Moment::statement : Moment::commit);
        assertThat(moments).isGreaterThan(10);
    }

    @Test
    @Tag("K1")
    @Tag("O2")
    void killedWhileItAsks() throws Exception {
        // The question's first byte and its last but one, the answer's first and one in its head, its body's middle.
        for (Moment moment : new Moment[] {
            Moment.sent(1), Moment.sent(200), Moment.received(1), Moment.received(60), Moment.received(300)
        }) {
            Slot slot = trial.nextSlot();
            assertThat(killed(trial.exchange, moment, slot)).isTrue();
            trial.recovers(slot);
        }
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
    void theConnectionIsCutBetweenStatements() throws Exception {
        assertThat(broken(Moment::statement, Fault.cut(), ALL ? 1 : 4)).isGreaterThan(50);
    }

    @Test
    @Tag("D3")
    void theConnectionIsResetWithinAMessage() throws Exception {
        assertThat(broken(Moment::sent, Fault.reset(), 3_001)).isGreaterThan(10_000);
        assertThat(broken(Moment::received, Fault.reset(), 3_001)).isGreaterThan(3_000);
    }

    @Test
    @Tag("D4")
    void theConnectionIsCutBeforeAnyCommit() throws Exception {
        assertThat(broken(Moment::commit, Fault.cut(), 1)).isGreaterThan(10);
    }

    @Test
    @Tag("D5")
    @Tag("I6")
    void theReplyToAnyCommitIsLostWithItsConnection() throws Exception {
        assertThat(broken(Moment::reply, Fault.cut(), 1)).isGreaterThan(10);
    }

    @Test
    @Tag("D5")
    @Tag("D8")
    @Tag("I7")
    void theReplyToACommitNeverComes() throws Exception {
        assertThat(broken(Moment::reply, Fault.silence(), 3, trial.databaseThroughFaults(2)))
                .isGreaterThan(10);
    }

    /** Returns where a run was through untouched. */
    private long broken(LongFunction<Moment> moment, Fault fault, long step, String... options) throws IOException {
        for (long n = 1; ; n += step) {
            Slot slot = trial.nextSlot();
            trial.postgres.at(moment.apply(n), fault);
            Workbench.Ended run = trial.recordThroughFaults(slot, options);
            if (!trial.postgres.struck()) {
                assertThat(run.code()).as(run.err()).isZero();
                return n;
            }
            assertThat(run.code()).as("at %s: %s", n, run.err()).isIn((Object[]) PASSING);
            assertThat(run.err()).doesNotContain("\tat ");
            trial.recovers(slot);
        }
    }
}
