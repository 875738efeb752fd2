package dev.balancehistory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.postgres.TestDatabase.Login;
import dev.balancehistory.report.HistoryWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export leaves in the record of runs, whoever runs it. */
class ExportRunTest {
    private static final String RUNS = "select job_name || ' ' || e.status || ' ' || e.exit_code"
            + " from batch.batch_job_execution e join batch.batch_job_instance using (job_instance_id)"
            + " order by job_execution_id";
    private static final String STEPS = "select step_name || ' ' || status || ' ' || exit_code || ' ' || write_count"
            + " from batch.batch_step_execution order by step_execution_id";

    private Workbench bench;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        bench = Workbench.migrated();
        HistoryWriter history = new HistoryWriter(bench.database.sql());
        history.account("main", null, "2026-01-01T00:00:00Z");
        history.snapshot("main", Instant.parse("2026-01-01T00:00:00Z"), "BTC 1 1", "CANARY 2 2");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anExportIsARunThatCountsItsRows() {
        assertThat(bench.run("export", "history").code()).isZero();
        assertThat(bench.run("export", "history", "--no-header", "--currency=CANARY")
                        .code())
                .isZero();

        assertThat(texts(RUNS)).containsExactly("exportReport COMPLETED COMPLETED", "exportReport COMPLETED COMPLETED");
        assertThat(texts(STEPS))
                .containsExactly("writeReport COMPLETED COMPLETED 2", "writeReport COMPLETED COMPLETED 1");
    }

    @Test
    void aFailedExportIsOneToo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(bench.run("export", "history", "--output", file + "/x.csv").code())
                .isEqualTo(73);
        assertThat(bench.run("export", "history", "--output=/dev/full", "--overwrite")
                        .code())
                .isEqualTo(74);

        assertThat(texts(RUNS))
                .containsExactly("exportReport FAILED CANNOT_CREATE", "exportReport FAILED CANNOT_WRITE");
        assertThat(bench.run("export", "runs", "--no-header").out().lines())
                .satisfiesExactly(
                        row -> assertThat(row)
                                .contains(",FAILED,73,0,0,0," + file + "/x.csv can't be created: ")
                                .doesNotContain("writeReport"),
                        row -> assertThat(row)
                                .endsWith(",FAILED,74,0,0,0,/dev/full can't be written: No space left on device"));
    }

    @Test
    void aRequestThatTheDatabaseRefusesIsRecordedAsThat() {
        assertThat(bench.run("export", "close", "--zone=CET", "--output=" + folder.resolve("x.csv"))
                        .code())
                .isEqualTo(64);

        assertThat(folder).isEmptyDirectory();
        assertThat(bench.run("export", "runs", "--no-header").out().lines().findFirst())
                .hasValueSatisfying(row -> assertThat(row).contains("time zone 'CET' is not clear"));
    }

    @Test
    @Tag("F2")
    void anExportThatWasKilledIsEndedByTheNext() {
        assertThat(bench.run("export", "history").code()).isZero();
        leaveUnended();

        assertThat(bench.run("export", "latest").code()).isZero();

        assertThat(texts(RUNS)).containsExactly("exportReport FAILED FAILED", "exportReport COMPLETED COMPLETED");
        assertThat(texts("select exit_message from batch.batch_job_execution where status = 'FAILED'"))
                .containsExactly("the process ended before the run did");
        assertThat(texts("select status from batch.batch_step_execution order by step_execution_id"))
                .containsExactly("FAILED", "COMPLETED");
    }

    /** As a killed process does. */
    private void leaveUnended() {
        for (String table : List.of("batch_job_execution", "batch_step_execution")) {
            bench.database
                    .sql()
                    .update("update batch." + table
                            + " set status = 'STARTED', end_time = null, exit_code = 'UNKNOWN'");
        }
    }

    @Test
    @Tag("O5")
    void anExportThatLivesIsLeftAlone() throws Exception {
        manyRows();
        try (PipedInputStream reader = new PipedInputStream();
                PipedOutputStream out = new PipedOutputStream(reader)) {
            CompletableFuture<Workbench.Ended> slow = exporting(out, "export", "history", "--account=main");
            assertThat(reader.read()).isEqualTo('a');

            assertThat(bench.run("export", "latest").code()).isZero();

            assertThat(texts(RUNS)).containsExactly("exportReport STARTED UNKNOWN", "exportReport COMPLETED COMPLETED");
            reader.transferTo(OutputStream.nullOutputStream());
            assertThat(slow.get().code()).as(slow.get().err()).isZero();
        }
        assertThat(texts(RUNS)).containsExactly("exportReport COMPLETED COMPLETED", "exportReport COMPLETED COMPLETED");
        assertThat(texts(STEPS)).first().isEqualTo("writeReport COMPLETED COMPLETED 100002");
    }

    /** Writing a file can take time after its last row. */
    @Test
    void anExportThatHasAllItsRowsAndIsNotDoneYetIsLeftAloneToo() throws Exception {
        OutputStream last =
                atTheEnd(() -> assertThat(bench.run("export", "latest").code()).isZero());

        assertThat(bench.runInto(last, "export", "history").code()).isZero();

        assertThat(texts(RUNS)).containsExactly("exportReport COMPLETED COMPLETED", "exportReport COMPLETED COMPLETED");
    }

    @Test
    void noValueStandsInTheTextOfAQuery() {
        List<String> queries = new ArrayList<>();
        OutputStream last = atTheEnd(() -> queries.addAll(texts(
                "select query from pg_stat_activity where datname = current_database() and query like 'copy %'")));

        Workbench.Ended run =
                bench.runInto(last, "export", "history", "--account=main", "--currency=CANARY", "--from=1999-12-31");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(queries)
                .singleElement()
                .asString()
                .contains("report.currencies")
                .doesNotContain("CANARY", "1999", "main");
    }

    /** Returns an output that does this when all is there: a report smaller than the buffer is written at once. */
    private static OutputStream atTheEnd(Runnable action) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("one byte alone");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                action.run();
            }
        };
    }

    /** Starts an export that waits until somebody reads what it writes. */
    private CompletableFuture<Workbench.Ended> exporting(PipedOutputStream out, String... command) {
        return CompletableFuture.supplyAsync(() -> {
            try (out) {
                return bench.runInto(out, command);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void manyRows() {
        bench.database.sql().execute("""
                        insert into balance
                        select account_id, response_time, 'CANARY' || n, n, n
                          from snapshot, generate_series(1, 100000) n
                        """);
    }

    @Test
    void aReaderExportsAndAsksForTheStatusButLeavesNoRun() throws IOException {
        String roles = Files.readString(Path.of("db/roles.sql"));
        bench.database.sql().execute(roles);
        Login reader = bench.database.login("balance_reader");
        bench.database.sql().execute(roles);
        bench.option("--spring.datasource.username=" + reader.user())
                .option("--spring.datasource.password=" + reader.password())
                .option("--spring.flyway.enabled=false");

        Workbench.Ended run = bench.run("export", "history", "--no-header");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).hasLineCount(2);
        assertThat(run.err()).hasLineCount(1).contains("this run is not in the job metadata");
        assertThat(texts(RUNS)).isEmpty();
        for (String report : List.of("close", "latest", "as-of", "change", "gaps", "runs")) {
            Workbench.Ended other = bench.run("export", report);
            assertThat(other.code()).as(report + other.err()).isZero();
        }
        Workbench.Ended status = bench.run("status", "--max-age=100000d");
        assertThat(status.code()).as(status.err()).isZero();
        assertThat(status.out()).contains("main");
    }

    private List<String> texts(String query) {
        return bench.database.sql().queryForList(query, String.class);
    }
}
