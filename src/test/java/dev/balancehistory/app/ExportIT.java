package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.report.HistoryWriter;
import dev.balancehistory.support.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports and the status as a process: in pipelines, stopped, killed, short of memory. */
class ExportIT {
    private static final int ROWS = 1_000_000;

    @TempDir
    private Path folder;

    private Path files;
    private Workbench bench;
    private HistoryWriter history;

    @BeforeEach
    void open() throws Exception {
        files = Files.createDirectory(folder.resolve("files"));
        bench = new Workbench();
        history = new HistoryWriter(bench.database.sql());
        history.account("main", "1 hour", "2026-01-01T00:00:00Z");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void manyRows() {
        history.snapshot("main", Instant.parse("2026-01-01T00:00:00Z"));
        bench.database
                .sql()
                .execute("insert into balance select account_id, response_time, 'spot', 'C' || n, n, n"
                        + " from snapshot, generate_series(1, " + ROWS + ") n");
    }

    @Test
    @Tag("F4")
    void aClosedPipeEndsTheExportQuietly() throws Exception {
        manyRows();
        try (Child child = bench.startIn("set -o pipefail; \"$@\" | head -1", folder, "", "export", "history")) {
            Workbench.Ended run = child.ended();

            assertThat(run.code()).as(run.err()).isEqualTo(141);
            assertThat(run.out()).startsWith("account,").hasLineCount(1);
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    @Tag("F1")
    void aFullDiskIsReported() throws Exception {
        try (Child child = bench.startIn("exec \"$@\" >/dev/full", folder, "", "export", "history")) {
            Workbench.Ended run = child.ended();

            assertThat(run.code()).as(run.err()).isEqualTo(74);
            assertThat(run.err()).hasLineCount(1).contains("the output can't be written: No space left on device");
        }
    }

    @Test
    @Tag("K3")
    void aStoppedExportLeavesNoFile() throws Exception {
        slowRows();
        try (Child child = bench.start(folder, "", "export", "history", "--output=" + files.resolve("x.csv"))) {
            awaitPart();
            child.terminate();
            Workbench.Ended run = child.ended();

            assertThat(run.code()).as(run.err()).isEqualTo(143);
        }
        assertThat(files).isEmptyDirectory();
        assertThat(bench.database.count("select from batch.batch_job_execution"))
                .as("an export is a read, not a job")
                .isZero();
    }

    @Test
    @Tag("F2")
    void aKilledExportLeavesNoFileUnderItsName() throws Exception {
        slowRows();
        try (Child child = bench.start(folder, "", "export", "history", "--output=" + files.resolve("x.csv"))) {
            awaitPart();
            child.killed();
        }
        assertThat(files.resolve("x.csv")).doesNotExist();
    }

    /** Makes each row wait, so that the shutdown comes during the export. */
    private void slowRows() {
        manyRows();
        bench.database.sql().execute("""
                create or replace view unpacked_balance as
                select account_id, response_time, wallet, currency, balance + length(pg_sleep(0.01)::text) as balance,
                       available_balance
                  from balance
                """);
    }

    private void awaitPart() {
        Patience.until("a file is begun", () -> {
            try (var inside = Files.list(files)) {
                return inside.findAny().isPresent();
            }
        });
    }

    @Test
    void aMillionRowsNeedLittleMemory() throws Exception {
        manyRows();
        try (Child child = bench.start(folder, "-Xmx48m", "export", "history", "--output=/dev/null")) {
            Workbench.Ended run = child.ended();

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.err()).contains("history: " + ROWS + " rows in /dev/null");
        }
    }

    @Test
    void theStatusIsAnExitCode() throws Exception {
        history.snapshot("main", Instant.now().minusSeconds(3 * 3600));
        Workbench.Ended stale = ended("status", "--json");
        assertThat(stale.code()).as(stale.err()).isEqualTo(75);
        assertThat(Json.objects(stale.out()))
                .singleElement()
                .satisfies(account -> assertThat(account).containsEntry("stale", "true"));

        history.snapshot("main", Instant.now());
        Workbench.Ended fresh = ended("status", "--json");
        assertThat(fresh.code()).as(fresh.err()).isZero();
        assertThat(Json.objects(fresh.out()))
                .singleElement()
                .satisfies(account -> assertThat(account).containsEntry("stale", "false"));
    }

    private Workbench.Ended ended(String... command) throws Exception {
        try (Child child = bench.start(folder, "", command)) {
            return child.ended();
        }
    }
}
