package dev.balancehistory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.app.Child;
import dev.balancehistory.app.Workbench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code pack} and {@code unpack} are killed at random, beside runs and imports. {@code -Dpack.kills=200} sets the
 * rounds, by default 4; {@code -Dpack.seed=} repeats the same choices. A kill strikes at a number of bytes sent.
 */
class PackIT {
    private static final int KILLS = Integer.getInteger("pack.kills", 4);
    private static final long SEED = Long.getLong("pack.seed", new Random().nextLong());
    private static final int KILLED = 137;

    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    private static final int CHUNKS = 6;

    /** In text, each number has its digits. */
    private static final String OLD = """
            select (select md5(string_agg(b::text, '|' order by account, response_time, wallet, currency)) || count(*)
                      from balance_history b
                     where account = 'exported' and response_time < '2021-01-01Z')
                   || (select md5(string_agg(r::text, '|' order by response_id)) || count(*)
                         from archived_response r
                        where response_time < '2021-01-01Z')
            """;

    private final Random random = new Random(SEED);

    @Test
    @Tag("P1")
    @Tag("P2")
    void killsLoseAndDuplicateNothing(@TempDir Path folder) throws Exception {
        System.out.println("PackIT: " + KILLS + " kills, -Dpack.seed=" + SEED);
        try (Trial trial = Trial.of("main")) {
            trial.recovers(trial.nextSlot());
            importsOld(trial, folder);
            String history = trial.bench
                    .run("export", "history", "--account=exported", "--to=2021-01-01")
                    .out();
            String old = trial.bench.database.value(OLD, String.class);
            long life = whole(trial, folder, "unpack") / 2 + whole(trial, folder, "pack") / 2;

            int killed = 0;
            boolean packs = false;
            for (int round = 0; round < KILLS; round++) {
                killed += killed(trial, folder, packs ? "pack" : "unpack", 1 + (long) (random.nextDouble() * life))
                        ? 1
                        : 0;
                // A dead pack holds its lock until the server has let go of it.
                trial.await("not exists (select from pg_stat_activity where datname = current_database()"
                        + " and application_name = 'balance-history')");
                assertThat(trial.bench.database.value(OLD, String.class))
                        .as("seed %s", SEED)
                        .isEqualTo(old);
                packs = round % 4 == 3 ? random.nextBoolean() : !packs;
            }

            whole(trial, folder, "pack");
            assertThat(trial.bench.database.value("select sum(cardinality(times)) from balance_chunk", Long.class))
                    .isEqualTo(CHUNKS * 256L);
            assertThat(trial.bench
                            .run("export", "history", "--account=exported", "--to=2021-01-01")
                            .out())
                    .isEqualTo(history);
            assertThat(trial.bench.run("verify").out()).contains("Differences: 0.");
            assertThat(trial.checker.finished()).as("seed %s", SEED).isEmpty();
            System.out.println("PackIT: killed " + killed + " of " + KILLS);
            assertThat(killed).isGreaterThan(KILLS / 4);
        }
    }

    /** Imports chunks of old snapshots, whose digits differ from one to the next. */
    private static void importsOld(Trial trial, Path folder) throws Exception {
        StringBuilder csv = new StringBuilder(
                "account,exchange,response_time,wallet,currency,balance,available_balance,locked_balance,time_source,origin\n");
        for (int i = 0; i < CHUNKS * 256; i++) {
            String time = START.plus(Duration.ofMinutes(i)).toString().replace("Z", ".000Z");
            for (String currency : new String[] {"BTC", "ETH", "USDT"}) {
                String total = "1." + i + "0".repeat(i % 3);
                csv.append("exported,bitfront,")
                        .append(time)
                        .append(",spot,")
                        .append(currency)
                        .append(',')
                        .append(total)
                        .append(',')
                        .append(total)
                        .append(',')
                        .append("0.")
                        .append("0".repeat(total.length() - 2))
                        .append(",body,observed\n");
            }
        }
        Path file = Files.writeString(folder.resolve("old.csv"), csv);
        Workbench.Ended run = trial.bench.run("import", file.toString());
        assertThat(run.code()).as(run.err()).isZero();
    }

    /** Runs it to its end; returns the bytes that it sent to the database. */
    private static long whole(Trial trial, Path folder, String command) throws Exception {
        trial.postgres.at(Moment.never(), Fault.cut());
        try (Child child = start(trial, folder, command)) {
            Workbench.Ended run = child.ended();
            assertThat(run.code()).as(run.err()).isZero();
        }
        return trial.postgres.counted();
    }

    private static Child start(Trial trial, Path folder, String command) throws Exception {
        return trial.bench.start(folder, "", command, "--recorder.pack.after=7d", trial.databaseThroughFaults(60));
    }

    /** Kills it when it has sent so many bytes, while a run records; returns whether it had not ended before. */
    private static boolean killed(Trial trial, Path folder, String command, long bytes) throws Exception {
        Child[] running = new Child[1];
        trial.postgres.at(Moment.sent(bytes), Fault.kill(() -> running[0].killed()));
        try (Child child = start(trial, folder, command)) {
            running[0] = child;
            Workbench.Ended beside = trial.record(trial.nextSlot());
            assertThat(beside.code()).as(beside.err()).isZero();
            int code = child.ended().code();
            boolean struck = trial.postgres.struck();
            assertThat(code).isEqualTo(struck ? KILLED : 0);
            return struck;
        } finally {
            trial.postgres.leaveAlone();
        }
    }
}
