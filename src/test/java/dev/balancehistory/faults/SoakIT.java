package dev.balancehistory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.cli.Child;
import dev.balancehistory.cli.Workbench;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.WireFault;
import dev.balancehistory.postgres.CrashingPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that overlap, killed at random, against an exchange that fails at random and a database that crashes at random:
 * {@code -Dsoak=500} rounds, by default 10; {@code -Dsoak.seed=} makes the same choices again, though not at the same
 * moments.
 */
class SoakIT {
    private static final int ROUNDS = Integer.getInteger("soak", 10);
    private static final long SEED = Long.getLong("soak.seed", new Random().nextLong());

    /** Longer than a run takes, so that some are not killed at all. */
    private static final int LONGEST_LIFE_MILLIS = 1_200;

    /** By 137 it was killed; 65 is for the exchange's answers. */
    private static final Integer[] ENDS = {0, 65, 69, 75, 137};

    private final Random random = new Random(SEED);

    @Test
    @Tag("K2")
    @Tag("O1")
    @Tag("I1")
    @Tag("I2")
    @Tag("I3")
    void whateverHappensNothingIsLostOrDoubled(@TempDir Path folder) throws Exception {
        System.out.println("SoakIT: " + ROUNDS + " rounds, -Dsoak.seed=" + SEED);
        try (CrashingPostgres postgres = CrashingPostgres.start();
                Trial trial = Trial.in(postgres.database(), "main", "other", "third")) {
            trial.recovers(trial.nextSlot());
            for (int round = 1; round <= ROUNDS; round++) {
                round(trial, postgres, folder);
                trial.bench.exchange.behave();
                trial.recovers(trial.nextSlot());
            }
            assertThat(trial.checker.check(folder)).as("seed %s", SEED).isEmpty();
        }
    }

    private void round(Trial trial, CrashingPostgres postgres, Path folder) throws Exception {
        misbehave(trial);
        boolean crash = random.nextInt(3) == 0;
        int crashAfter = random.nextInt(LONGEST_LIFE_MILLIS);
        Slot shared = trial.nextSlot();
        List<Life> lives = new ArrayList<>();
        for (int runs = 1 + random.nextInt(2); runs > 0; runs--) {
            Slot slot = random.nextBoolean() ? shared : trial.nextSlot();
            lives.add(new Life(trial, slot, start(trial, folder, slot), random.nextInt(2 * LONGEST_LIFE_MILLIS)));
        }
        if (crash) {
            Thread.sleep(crashAfter);
            postgres.crash();
        }
        for (Life life : lives) {
            life.end();
        }
        if (crash) {
            postgres.restart();
        }
    }

    private static Child start(Trial trial, Path folder, Slot slot) throws Exception {
        return trial.bench.start(
                folder,
                "",
                "record",
                "--slot=" + slot,
                "--recorder.http.read-timeout=1s",
                "--recorder.http.max-attempts=2");
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
        for (String account : List.of("main", "other", "third")) {
            if (random.nextInt(3) == 0) {
                trial.bench.exchange.next(Workbench.key(account), choice[random.nextInt(choice.length)]);
            }
        }
    }

    /** A run and how long it may live, in milliseconds. */
    private record Life(Trial trial, Slot slot, Child child, int millis) {
        void end() throws Exception {
            try (child) {
                if (millis < LONGEST_LIFE_MILLIS) {
                    Thread.sleep(millis);
                    child.killed();
                }
                Workbench.Ended run = trial.acknowledged(slot, child.ended());
                assertThat(run.code()).as("seed %s: %s", SEED, run.err()).isIn((Object[]) ENDS);
            }
        }
    }
}
