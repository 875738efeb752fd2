package dev.balancehistory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.app.Child;
import dev.balancehistory.app.Workbench;
import dev.balancehistory.support.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are only half there, and a history that grows while it is exported. */
class ExportFaultsIT {
    private static final String OLD = "what was there before\n";
    private static final int ROWS = 100_000;

    @TempDir
    private Path folder;

    @TempDir
    private Path files;

    private Trial trial;
    private Path file;

    @BeforeEach
    void open() throws Exception {
        trial = Trial.of("main");
        trial.recovers(trial.nextSlot());
        trial.bench
                .database
                .sql()
                .execute("insert into balance select account_id, response_time, 'spot', 'C' || n, n, n"
                        + " from snapshot, generate_series(1, " + ROWS + ") n");
        file = Files.writeString(files.resolve("history.csv"), OLD);
    }

    @AfterEach
    void close() throws Exception {
        trial.close();
    }

    @Test
    @Tag("F2")
    void aReplacedFileIsTheOldOneOrTheNewOne() throws Exception {
        long step = 700_001;
        int replaced = 0;
        for (long n = 1; replaced == 0; n += step) {
            Child[] running = new Child[1];
            trial.postgres.at(Moment.received(n), Fault.kill(() -> running[0].killed()));
            try (Child child = trial.bench.start(folder, "", command())) {
                running[0] = child;
                Workbench.Ended run = child.ended();
                if (trial.postgres.struck()) {
                    assertThat(run.code()).isEqualTo(137);
                    assertThat(file).hasContent(OLD);
                } else {
                    assertThat(run.code()).as(run.err()).isZero();
                    replaced++;
                }
            }
        }
        assertThat(trial.postgres.counted()).isGreaterThan(3 * step);
        assertThat(Files.lines(file)).hasSizeGreaterThan(ROWS).allMatch(line -> line.split(",", -1).length == 10);
    }

    /** Its first statements come before anything is written, its last one when the file has just come into its place. */
    @Test
    @Tag("F2")
    void anExportKilledAroundTheRenameLeavesAWholeFile() throws Exception {
        String whole = trial.bench.run("export", "history").out();
        Set<String> afterKills = new HashSet<>();
        boolean killed = true;
        for (long n = 1; killed; n++) {
            Files.writeString(file, OLD);
            Child[] running = new Child[1];
            trial.postgres.at(Moment.statement(sql -> true, n), Fault.kill(() -> running[0].killed()));
            try (Child child = trial.bench.start(folder, "", command())) {
                running[0] = child;
                int code = child.ended().code();
                killed = trial.postgres.struck();
                assertThat(code).isEqualTo(killed ? 137 : 0);
            }
            if (killed) {
                afterKills.add(Files.readString(file));
            }
        }
        assertThat(afterKills).containsExactlyInAnyOrder(OLD, whole);
        assertThat(file).hasContent(whole);
    }

    /** The cancel request comes before its query has started; the first row would take minutes. */
    @Test
    @Tag("K3")
    void aGracefulShutdownBeforeTheQueryStopsTheExport() throws Exception {
        trial.bench.database.sql().execute("""
                create or replace view unpacked_balance as
                select account_id, response_time, wallet, currency, balance + length(pg_sleep(1)::text) as balance,
                       available_balance
                  from balance
                """);
        Child[] running = new Child[1];
        trial.postgres.at(Moment.statement(sql -> sql.regionMatches(true, 0, "copy", 0, 4), 1), Fault.after(() -> {
            int before = trial.postgres.ended();
            running[0].terminate();
            // The request has a connection of its own, which the server ends after it.
            Patience.until("the export has sent the cancel request", () -> trial.postgres.ended() > before);
            return null;
        }));
        try (Child child = trial.bench.start(folder, "", command())) {
            running[0] = child;
            Workbench.Ended run = child.ended();

            assertThat(run.code()).as(run.err()).isEqualTo(143);
        }
        assertThat(files).isDirectoryNotContaining(other -> !other.equals(file));
        assertThat(file).hasContent(OLD);
    }

    @Test
    @Tag("F1")
    void aFileThatGrowsTooLargeIsReportedAndDeleted() throws Exception {
        String[] command = {"export", "history", "--overwrite", "--output=" + file};
        try (Child child = trial.bench.startIn("ulimit -f 1024; exec \"$@\"", folder, "", command)) {
            Workbench.Ended run = child.ended();

            assertThat(run.code()).as(run.err()).isEqualTo(74);
            assertThat(run.err()).hasLineCount(1).contains("File too large");
        }
        assertThat(files).isDirectoryNotContaining(other -> !other.equals(file));
        assertThat(file).hasContent(OLD);
    }

    @Test
    @Tag("F5")
    void anExportShowsOneStateOfTheHistory() {
        trial.postgres.at(Moment.statement(sql -> sql.regionMatches(true, 0, "copy", 0, 4), 1), Fault.after(() -> {
            Workbench.Ended other = trial.record(trial.nextSlot());
            assertThat(other.code()).as(other.err()).isZero();
            return null;
        }));

        Workbench.Ended run = trial.bench.run("export", "history", trial.databaseThroughFaults(60));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(trial.postgres.struck()).isTrue();
        assertThat(trial.bench.database.count("select from snapshot")).isEqualTo(2);
        assertThat(run.out().lines().map(line -> line.split(",")[2]).distinct())
                .as("the header and one snapshot")
                .hasSize(2);
    }

    private String[] command() {
        return new String[] {"export", "history", "--overwrite", "--output=" + file, trial.databaseThroughFaults(60)};
    }
}
