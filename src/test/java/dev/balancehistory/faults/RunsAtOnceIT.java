package dev.balancehistory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.app.Child;
import dev.balancehistory.app.Workbench;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.support.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that run at the same time, are stopped while they record, or lack memory. */
class RunsAtOnceIT {
    private static final String BUSY = "account main: another run holds the account: try again";

    /** The JVM's own. */
    private static final int WITHOUT_MEMORY = 3;

    @TempDir
    private Path folder;

    private Trial trial;

    @BeforeEach
    void open() throws Exception {
        trial = Trial.of("main");
        trial.recovers(trial.nextSlot());
    }

    @AfterEach
    void close() throws Exception {
        try (Trial over = trial) {
            assertThat(over.checker.check(folder)).isEmpty();
        }
    }

    @Test
    @Tag("O1")
    @Tag("O5")
    void oneOfFourConcurrentRunsFetches() throws Exception {
        Slot slot = trial.nextSlot();
        CountDownLatch gate = new CountDownLatch(1);
        trial.bench.exchange.next("key-main", Misbehaviour.held(gate));
        List<CompletableFuture<Workbench.Ended>> runs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            // The one that fetches waits for its response until the others have ended.
            Child child = trial.bench.start(
                    Files.createDirectory(folder.resolve("run-" + i)), "", "record", "--slot=" + slot);
            runs.add(CompletableFuture.supplyAsync(() -> ended(child), Executors.newSingleThreadExecutor()));
        }
        for (int i = 0; i < 3; i++) {
            List<CompletableFuture<Workbench.Ended>> others = runs;
            Workbench.Ended run = (Workbench.Ended) CompletableFuture.anyOf(others.toArray(CompletableFuture[]::new))
                    .get(Patience.LIMIT.toMinutes(), TimeUnit.MINUTES);
            runs = others.stream()
                    .filter(other -> !other.isDone() || other.join() != run)
                    .toList();
            assertThat(run.code()).as(run.err()).isEqualTo(75);
            assertThat(run.err()).contains(BUSY);
        }
        gate.countDown();
        Workbench.Ended run = trial.acknowledged(slot, runs.get(0).get(Patience.LIMIT.toMinutes(), TimeUnit.MINUTES));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(trial.bench.exchange.requests("key-main")).isEqualTo(2);
    }

    private static Workbench.Ended ended(Child child) {
        try (child) {
            return child.ended();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Tag("O3")
    @Tag("O5")
    void aFrozenRunIsLeftAloneAndContinues() throws Exception {
        Slot slot = trial.nextSlot();
        CountDownLatch gate = new CountDownLatch(1);
        trial.bench.exchange.next("key-main", Misbehaviour.held(gate));
        try (Child frozen = start(slot)) {
            assertThat(trial.bench.exchange.awaitRequests("key-main", 2, Patience.LIMIT))
                    .isTrue();
            frozen.freeze();
            Workbench.Ended other = trial.record(slot);
            gate.countDown();
            frozen.thaw();

            assertThat(other.code()).as(other.err()).isEqualTo(75);
            assertThat(other.err()).contains(BUSY);
            Workbench.Ended run = trial.acknowledged(slot, frozen.ended());
            assertThat(run.code()).as(run.err()).isZero();
        }
        assertThat(ends()).containsOnly("COMPLETED");
    }

    @Test
    @Tag("O2")
    void aKilledRunHoldsNoLock() throws Exception {
        Slot slot = trial.nextSlot();
        CountDownLatch gate = new CountDownLatch(1);
        trial.bench.exchange.next("key-main", Misbehaviour.held(gate));
        try (Child child = start(slot)) {
            assertThat(trial.bench.exchange.awaitRequests("key-main", 2, Patience.LIMIT))
                    .isTrue();
            child.killed();
        }
        gate.countDown();
        trial.recovers(slot);
        assertThat(ends()).containsExactly("COMPLETED", "FAILED", "COMPLETED");
    }

    @Test
    @Tag("K3")
    void aGracefulShutdownFinishesTheCurrentBatch() throws Exception {
        Slot slot = trial.nextSlot();
        Workbench.Ended run;
        try (Child child = throughFaults(slot)) {
            trial.postgres.at(headers(), Fault.after(() -> {
                child.terminateKnowingly();
                return null;
            }));
            run = child.ended();
        }

        assertThat(run.code()).as(run.err()).isEqualTo(143);
        assertThat(ends()).containsExactly("COMPLETED", "STOPPED");
        trial.recovers(slot);
        assertThat(trial.bench.exchange.requests("key-main")).isEqualTo(2);
    }

    @Test
    @Tag("K4")
    void aRunKilledDuringAGracefulShutdownIsMarkedAsFailed() throws Exception {
        Slot slot = trial.nextSlot();
        try (Child child = throughFaults(slot)) {
            trial.postgres.at(headers(), Fault.after(() -> {
                child.terminate();
                child.terminate();
                child.killed();
                return null;
            }));
            assertThat(child.ended().code()).isEqualTo(137);
        }

        trial.recovers(slot);
        assertThat(ends()).containsExactly("COMPLETED", "FAILED", "COMPLETED");
        assertThat(trial.bench.exchange.requests("key-main"))
                .as("the fetched response is not requested again")
                .isEqualTo(2);
    }

    @Test
    @Tag("K5")
    void aRunWithoutMemoryEndsAndTheNextRecordsItsSlot() throws Exception {
        Slot slot = trial.nextSlot();
        trial.bench.exchange.next("key-main", Misbehaviour.large(40L << 20));
        try (Child child = trial.bench.start(
                folder, "-Xmx32m", "record", "--slot=" + slot, "--recorder.http.max-response-bytes=64MB")) {
            Workbench.Ended run = child.ended();
            assertThat(run.code()).as(run.err()).isEqualTo(WITHOUT_MEMORY);
        }
        trial.recovers(slot);
    }

    @Test
    @Tag("D5")
    void aLostAcknowledgementIsReportedWithoutAStackTrace() throws Exception {
        for (long commit : new long[] {2, 8, 12}) {
            Slot slot = trial.nextSlot();
            trial.postgres.at(Moment.attempt(commit), Fault.cut());
            try (Child child = trial.startThroughFaults(folder, slot)) {
                Workbench.Ended run = trial.acknowledged(slot, child.ended());
                assertThat(run.code()).as(run.err()).isIn(0, 69);
                // A run whose start is lost begins again, and logs what became of the first attempt.
                assertThat(run.err().lines())
                        .allMatch(line -> line.startsWith("balance-history: ") || line.contains("is marked as failed"));
            }
            assertThat(trial.postgres.struck()).isTrue();
            trial.recovers(slot);
        }
    }

    /** The statement that writes snapshots. */
    private static Moment headers() {
        return Moment.statement(sql -> sql.contains("insert into snapshot"), 1);
    }

    private Child throughFaults(Slot slot) throws Exception {
        return trial.startThroughFaults(folder, slot);
    }

    private Child start(Slot slot) throws Exception {
        return trial.bench.start(folder, "", "record", "--slot=" + slot);
    }

    private List<String> ends() {
        return trial.bench
                .database
                .sql()
                .queryForList("select status from batch.batch_job_execution order by job_execution_id", String.class);
    }
}
