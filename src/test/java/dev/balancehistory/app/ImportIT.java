package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.support.Patience;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import in a process of its own: killed, stopped, in a little memory, beside runs that record. */
class ImportIT {
    private static final int CURRENCIES = 20;
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    private final Workbench bench =
            new Workbench(Settings.strict().withoutRateLimits()).option("--recorder.accounts.main.exchange=bitfront");

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        bench.close();
    }

    private Path archive(int responses) throws IOException {
        Path file = folder.resolve("archive.ndjson");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < responses; i++) {
                StringBuilder entries = new StringBuilder();
                for (int c = 0; c < CURRENCIES; c++) {
                    entries.append(c == 0 ? "" : ",")
                            .append("{\"currency\":\"C" + c + "\",\"balance\":" + i + "." + c + ",\"availableBalance\":"
                                    + i + "}");
                }
                out.write("{\"timezone\":\"UTC\",\"responseTime\":" + (START.toEpochMilli() + i)
                        + ",\"statusCode\":1000,\"statusMessage\":\"SUCCESS\",\"responseData\":[" + entries + "]}\n");
            }
        }
        return file;
    }

    private void isWhole(int responses, String origin) {
        assertThat(bench.database.count(
                        "select from snapshot join balance_response using (response_id) where origin = '" + origin
                                + "'"))
                .isEqualTo(responses);
        assertThat(bench.database.count("select from balance_response where state <> 'recorded'"))
                .isZero();
        Workbench.Ended verified = bench.run("verify");
        assertThat(verified.code()).as(verified.out()).isZero();
    }

    @Test
    @Tag("K1")
    @Tag("K2")
    void aKilledImportContinuesAtItsNextStart() throws Exception {
        Path file = archive(6_000);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int before = 0;
        for (int round = 0; round < 6; round++) {
            try (Child child = bench.start(folder, "", "import", "--account=main", file.toString())) {
                // From the first batch to a random row after it.
                waitForMoreThan(before + random.nextInt(1_000), child);
                child.killed();
            }
            int now = bench.database.count("select from snapshot");
            assertThat(bench.database.count("select from balance"))
                    .as("seed %d", seed)
                    .isEqualTo(CURRENCIES * now);
            assertThat(bench.database.count("select from balance_response")).isEqualTo(now);
            before = now;
        }

        Workbench.Ended run = bench.run("import", "--account=main", file.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(before + " already recorded");
        isWhole(6_000, "imported");
        assertThat(bench.database.count(
                        "select from batch.batch_job_execution where status in ('STARTING', 'STARTED', 'STOPPING')"))
                .isZero();
    }

    /** So that it is certainly not at its end, however slow the test is. */
    private void blockAfterTheFirstBatch() {
        bench.database.sql().execute("""
                create function hold_up() returns trigger language plpgsql as $$ begin
                    if exists (select from snapshot) then
                        perform pg_advisory_xact_lock(4711);
                    end if;
                    return null;
                end $$;
                create trigger hold_up before insert on snapshot for each statement execute function hold_up();
                select pg_advisory_lock(4711)
                """);
    }

    private void proceed() {
        bench.database.sql().execute("select pg_advisory_unlock(4711)");
    }

    private void waitForMoreThan(int snapshots, Child child) throws Exception {
        String some = "select from snapshot limit " + (snapshots + 1);
        Patience.until(
                "more than " + snapshots + " snapshots",
                () -> !child.isAlive() || bench.database.count(some) > snapshots);
    }

    /** No process writes to the pipe, so that a read from it never ends. */
    @Test
    @Tag("K3")
    void aGracefulShutdownDoesNotWaitForStandardInput() throws Exception {
        Workbench.Ended run;
        // Open for writing too: otherwise the pipe would be at its end without another writer.
        String script = "mkfifo silent && exec \"$@\" <>silent";
        try (Child child =
                bench.startIn("cd '" + folder + "' && " + script, folder, "", "import", "--account=main", "-")) {
            Patience.until(
                    "the import begins",
                    () -> !child.isAlive() || bench.database.count("select from batch.batch_step_execution") > 0);
            child.terminate();
            run = child.ended();
        }

        assertThat(run.code()).as(run.err()).isEqualTo(143);
        assertThat(run.err()).contains("stopped; imported snapshots stay");
        assertThat(bench.database.value("select status from batch.batch_job_execution", String.class))
                .isEqualTo("STOPPED");
    }

    @Test
    @Tag("K3")
    void aGracefulShutdownEndsTheImportAfterABatch() throws Exception {
        Path file = archive(20_000);

        Workbench.Ended run;
        blockAfterTheFirstBatch();
        try (Child child = bench.start(folder, "", "import", "--account=main", file.toString())) {
            bench.database.awaitWaiting();
            child.terminateKnowingly();
            proceed();
            run = child.ended();
        }

        assertThat(run.code()).isEqualTo(143);
        assertThat(run.err())
                .isEqualTo("balance-history: stopped; imported snapshots stay, and a new start continues\n");
        assertThat(bench.database.value("select status from batch.batch_job_execution", String.class))
                .isEqualTo("STOPPED");
        assertThat(bench.database.count("select from snapshot")).isBetween(1, 19_999);
    }

    @Test
    void aLargeFileTakesLittleMemory() throws Exception {
        Path file = archive(40_000);

        try (Child child = bench.start(folder, "-Xmx64m", "import", "--account=main", file.toString())) {
            Workbench.Ended run = child.ended();
            assertThat(run.code()).as(run.err()).isZero();
        }

        assertThat(bench.database.count("select from snapshot")).isEqualTo(40_000);
    }

    @Test
    void aRunRecordsTheSameAccountDuringAnImport() throws Exception {
        bench.account("main", Holdings.moving(1));
        Path file = archive(20_000);
        int recorded = 0;
        try (Child one = bench.start(folder, "", "import", "--account=main", file.toString());
                Child two = bench.start(folder, "", "import", "--account=main", file.toString())) {
            while (one.isAlive() || two.isAlive()) {
                Workbench.Ended run = bench.run("record", "--quiet");
                assertThat(run.code()).as(run.err()).isZero();
                recorded++;
            }
            assertThat(one.ended().code() + two.ended().code())
                    .as(one.ended().err() + two.ended().err())
                    .isZero();
        }

        assertThat(recorded).isPositive();
        isWhole(20_000, "imported");
        isWhole(recorded, "observed");
    }

    @Test
    @Tag("D6")
    void aLostConnectionIsReportedInOneLine() throws Exception {
        Path file = archive(20_000);

        Workbench.Ended run;
        blockAfterTheFirstBatch();
        try (Child child = bench.start(folder, "", "import", "--account=main", file.toString())) {
            bench.database.awaitWaiting();
            bench.database
                    .sql()
                    .execute("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where datname = current_database() and pid <> pg_backend_pid()");
            run = child.ended();
        }
        proceed();

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err().lines()).hasSize(1).allMatch(line -> line.startsWith("balance-history: the database"));
        assertThat(bench.run("import", "--account=main", file.toString()).code())
                .isZero();
        isWhole(20_000, "imported");
    }
}
