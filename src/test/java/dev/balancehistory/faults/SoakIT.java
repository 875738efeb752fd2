package dev.balancehistory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.app.Child;
import dev.balancehistory.app.Workbench;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.WireFault;
import dev.balancehistory.postgres.CrashingPostgres;
import dev.balancehistory.support.Patience;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Overlapping runs are killed at random, while the exchange fails and the database crashes at random. {@code
 * -Dsoak=500} sets the rounds, by default 10; {@code -Dsoak.seed=} repeats the same choices. A fault strikes at a
 * number of bytes sent or received, not at a time.
 */
class SoakIT {
    private static final int ROUNDS = Integer.getInteger("soak", 10);
    private static final long SEED = Long.getLong("soak.seed", new Random().nextLong());
    private static final List<String> ACCOUNTS = List.of("main", "other", "third");
    private static final int KILLED = 137;

    /** 65 is for the exchange's responses. */
    private static final Integer[] ENDS = {0, 65, 69, 75, KILLED};

    /** Among so many rounds there is at least one run that ends well, and one that is killed after its request. */
    private static final int ROUNDS_FOR_ONE = 10;

    private final Random random = new Random(SEED);
    private final Map<Integer, Integer> ends = new TreeMap<>();

    /** Runs that were killed after their request. */
    private int killedHalfway;

    /** How many bytes a run sends to the database: moments are chosen within it, and so are the same on each machine. */
    private int life;

    @Test
    @Tag("K2")
    @Tag("O1")
    @Tag("I1")
    @Tag("I2")
    @Tag("I3")
    @Tag("I10")
    void randomFaultsLoseAndDuplicateNothing(@TempDir Path folder) throws Exception {
        System.out.println("SoakIT: " + ROUNDS + " rounds, -Dsoak.seed=" + SEED);
        try (CrashingPostgres postgres = CrashingPostgres.start();
                Trial trial = Trial.in(postgres.database(), ACCOUNTS.toArray(String[]::new))) {
            assertThat(trial.bench.run("migrate").code()).isZero();
            trial.recovers(trial.nextSlot());
            life = aWholeLife(trial, folder);
            for (int round = 1; round <= ROUNDS; round++) {
                if (random.nextInt(3) == 0) {
                    withoutKill(trial, postgres, folder);
                } else {
                    withKills(trial, postgres, folder);
                }
                trial.recovers(trial.nextSlot());
            }
            System.out.println("SoakIT: " + ends + " by exit code, killed after the question: " + killedHalfway);
            assertThat(trial.checker.check(folder)).as("seed %s", SEED).isEmpty();
            int worth = (ROUNDS - 1) / ROUNDS_FOR_ONE;
            assertThat(ends.getOrDefault(0, 0)).isGreaterThanOrEqualTo(worth);
            assertThat(killedHalfway).isGreaterThanOrEqualTo(worth);
        }
    }

    private static int aWholeLife(Trial trial, Path folder) throws Exception {
        Slot slot = trial.nextSlot();
        trial.postgres.at(Moment.sent(Long.MAX_VALUE), Fault.cut());
        try (Child child = trial.startThroughFaults(folder, slot)) {
            assertThat(trial.acknowledged(slot, child.ended()).code()).isZero();
        }
        return Math.toIntExact(trial.postgres.counted());
    }

    /** The database crashes and restarts during the runs. Fetched responses are stored, whatever the exit codes. */
    private void withoutKill(Trial trial, CrashingPostgres postgres, Path folder) throws Exception {
        AtomicBoolean crashed = crashing(trial, postgres);
        List<Life> lives = begun(trial, folder);
        boolean atOnce = random.nextBoolean();
        if (atOnce) {
            Patience.until(
                    "the crash, or their end",
                    () -> crashed.get() || lives.stream().noneMatch(Life::goesOn));
            restart(trial, postgres, crashed);
        }
        List<Workbench.Ended> runs = new ArrayList<>();
        for (Life one : lives) {
            runs.add(ended(trial, one));
        }
        if (!atOnce) {
            restart(trial, postgres, crashed);
        }
        assertThat(trial.checker.fetchedAndLost()).as("seed %s: %s", SEED, runs).isEmpty();
    }

    private void withKills(Trial trial, CrashingPostgres postgres, Path folder) throws Exception {
        misbehave(trial);
        int fetched = trial.bench.exchange.requests(Workbench.key("main"));
        List<Life> lives = new CopyOnWriteArrayList<>();
        AtomicBoolean crashed = new AtomicBoolean();
        switch (random.nextInt(3)) {
            case 0 -> crashed = crashing(trial, postgres);
            case 1 -> trial.postgres.at(Moment.sent(1L + random.nextInt(life)), killing(lives));
            default -> {}
        }
        // Of what is sent to the exchange, or comes from there; what the other kill leaves.
        long n = 1L + random.nextInt(1_000);
        trial.exchange.at(random.nextBoolean() ? Moment.sent(n) : Moment.received(n), killing(lives));
        lives.addAll(begun(trial, folder, "--recorder.http.read-timeout=2s", "--recorder.http.max-attempts=2"));
        for (Life one : lives) {
            boolean killed = ended(trial, one).code() == KILLED;
            killedHalfway += killed && trial.bench.exchange.requests(Workbench.key("main")) > fetched ? 1 : 0;
        }
        restart(trial, postgres, crashed);
        // A moment that did not come must not cut a response off in a round without kills.
        trial.exchange.leaveAlone();
        trial.bench.exchange.behave();
        trial.checker.forgiveWhatWasServed();
    }

    /** Crashes the database at a moment of the next runs; returns whether it has. */
    private AtomicBoolean crashing(Trial trial, CrashingPostgres postgres) {
        AtomicBoolean crashed = new AtomicBoolean();
        trial.postgres.at(Moment.sent(1L + random.nextInt(life)), Fault.after(() -> {
            postgres.crash();
            crashed.set(true);
            return null;
        }));
        return crashed;
    }

    /** Bytes sent before a kill may still be on their way, and crash the database. */
    private static void restart(Trial trial, CrashingPostgres postgres, AtomicBoolean crashed) throws Exception {
        trial.postgres.leaveAlone();
        if (crashed.get()) {
            postgres.restart();
        }
    }

    /** Kills one of them, or all. */
    private Fault killing(List<Life> lives) {
        int which = random.nextInt(3);
        return Fault.kill(() -> {
            for (int i = 0; i < lives.size(); i++) {
                if (which == 2 || i == which % lives.size()) {
                    lives.get(i).child().killed();
                }
            }
        });
    }

    private List<Life> begun(Trial trial, Path folder, String... options) throws Exception {
        Slot shared = trial.nextSlot();
        List<Life> lives = new ArrayList<>();
        for (int runs = 1 + random.nextInt(2); runs > 0; runs--) {
            Slot slot = random.nextBoolean() ? shared : trial.nextSlot();
            lives.add(new Life(slot, trial.startThroughFaults(folder, slot, options)));
        }
        return lives;
    }

    private Workbench.Ended ended(Trial trial, Life one) throws Exception {
        try (Child child = one.child()) {
            Workbench.Ended run = trial.acknowledged(one.slot(), child.ended());
            assertThat(run.code()).as("seed %s: %s", SEED, run.err()).isIn((Object[]) ENDS);
            ends.merge(run.code(), 1, Integer::sum);
            return run;
        }
    }

    private void misbehave(Trial trial) {
        Misbehaviour[] choice = {
            Misbehaviour.none(),
            Misbehaviour.statusCode(5000, "try again"),
            Misbehaviour.body("<html>maintenance</html>"),
            WireFault.truncated(random.nextInt(400)),
            WireFault.reset(),
            WireFault.silent()
        };
        for (String account : ACCOUNTS) {
            if (random.nextInt(3) == 0) {
                trial.bench.exchange.next(Workbench.key(account), choice[random.nextInt(choice.length)]);
            }
        }
    }

    /** A run and the slot that it is for. */
    private record Life(Slot slot, Child child) {
        boolean goesOn() {
            return child.isAlive();
        }
    }
}
