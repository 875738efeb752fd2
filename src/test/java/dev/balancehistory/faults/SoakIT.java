package dev.balancehistory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.cli.Child;
import dev.balancehistory.cli.Workbench;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.WireFault;
import dev.balancehistory.postgres.CrashingPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that overlap, killed at random, against an exchange that fails at random and a database that crashes and comes back
 * at random: {@code -Dsoak=500} rounds, by default 10; {@code -Dsoak.seed=} makes the same choices again, though not at the
 * same moments.
 */
class SoakIT {
    private static final int ROUNDS = Integer.getInteger("soak", 10);
    private static final long SEED = Long.getLong("soak.seed", new Random().nextLong());
    private static final List<String> ACCOUNTS = List.of("main", "other", "third");
    private static final int KILLED = 137;

    /** 65 is for the exchange's answers. */
    private static final Integer[] ENDS = {0, 65, 69, 75, KILLED};

    /** How much of the rounds has to come to more than a start and an end. */
    private static final double WORTH = 0.1;

    private final Random random = new Random(SEED);
    private final Map<Integer, Integer> ends = new TreeMap<>();

    /** Runs that were killed after their question. */
    private int killedHalfway;

    /** How long a run takes on this machine, in milliseconds: moments are chosen within it. */
    private int life;

    @Test
    @Tag("K2")
    @Tag("O1")
    @Tag("I1")
    @Tag("I2")
    @Tag("I3")
    @Tag("I10")
    void whateverHappensNothingIsLostOrDoubled(@TempDir Path folder) throws Exception {
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
            assertThat(ends.getOrDefault(0, 0)).isGreaterThanOrEqualTo((int) (WORTH * ROUNDS));
            assertThat(killedHalfway).isGreaterThanOrEqualTo((int) (WORTH * ROUNDS) - 1);
        }
    }

    private static int aWholeLife(Trial trial, Path folder) throws Exception {
        long start = System.nanoTime();
        Slot slot = trial.nextSlot();
        try (Child child = start(trial, folder, slot)) {
            assertThat(trial.acknowledged(slot, child.ended()).code()).isZero();
        }
        return (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** The database crashes and comes back while they live. What was fetched is kept, whatever they say in the end. */
    private void withoutKill(Trial trial, CrashingPostgres postgres, Path folder) throws Exception {
        List<Life> lives = begun(trial, folder);
        Thread.sleep(life / 4 + random.nextInt(life));
        postgres.crash();
        Thread.sleep(random.nextInt(2 * life));
        postgres.restart();
        for (Life one : lives) {
            ended(trial, one);
        }
        assertThat(trial.checker.fetchedAndLost()).as("seed %s", SEED).isEmpty();
    }

    private void withKills(Trial trial, CrashingPostgres postgres, Path folder) throws Exception {
        misbehave(trial);
        boolean crash = random.nextInt(3) == 0;
        int crashAfter = life / 4 + random.nextInt(life);
        int asked = trial.bench.exchange.requests(Workbench.key("main"));
        List<Life> lives = begun(trial, folder, "--recorder.http.read-timeout=1s", "--recorder.http.max-attempts=2");
        if (crash) {
            Thread.sleep(crashAfter);
            postgres.crash();
        }
        for (Life one : lives) {
            switch (random.nextInt(4)) {
                case 0 -> {}
                case 1 -> {
                    Thread.sleep(life / 4 + random.nextInt(life));
                    one.child().killed();
                }
                default -> {
                    // It may end without one.
                    trial.bench.exchange.awaitRequests(Workbench.key("main"), asked + 1, Duration.ofMillis(2L * life));
                    Thread.sleep(random.nextInt(life / 3));
                    one.child().killed();
                }
            }
            boolean killed = ended(trial, one).code() == KILLED;
            killedHalfway += killed && trial.bench.exchange.requests(Workbench.key("main")) > asked ? 1 : 0;
        }
        if (crash) {
            postgres.restart();
        }
        trial.bench.exchange.behave();
        trial.checker.forgiveWhatWasServed();
    }

    private List<Life> begun(Trial trial, Path folder, String... options) throws Exception {
        Slot shared = trial.nextSlot();
        List<Life> lives = new ArrayList<>();
        for (int runs = 1 + random.nextInt(2); runs > 0; runs--) {
            Slot slot = random.nextBoolean() ? shared : trial.nextSlot();
            lives.add(new Life(slot, start(trial, folder, slot, options)));
        }
        return lives;
    }

    private static Child start(Trial trial, Path folder, Slot slot, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("record", "--slot=" + slot));
        command.addAll(List.of(options));
        return trial.bench.start(folder, "", command.toArray(String[]::new));
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
    private record Life(Slot slot, Child child) {}
}
