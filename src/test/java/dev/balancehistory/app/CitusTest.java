package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.balancehistory.localexchange.Bodies;
import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.postgres.CitusCluster;
import dev.balancehistory.postgres.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The program on a coordinator and its workers, as db/citus.sql sets them up. The same history on one PostgreSQL has the
 * same reports, to the byte.
 */
class CitusTest {
    private static final Instant START = Instant.parse("2020-03-25T00:00:00Z");

    /** In the order of their foreign keys. */
    private static final List<String> TABLES = List.of(
            "account_name",
            "account",
            "account_run",
            "balance_response",
            "snapshot",
            "balance",
            "balance_chunk",
            "balance_series",
            "batch.batch_job_instance",
            "batch.batch_job_execution",
            "batch.batch_job_execution_params",
            "batch.batch_step_execution");

    @TempDir
    private static Path folder;

    private static CitusCluster cluster;
    private static Workbench bench;
    private static Workbench plain;
    private static Instant copied;

    @BeforeAll
    static void record() throws IOException, SQLException {
        if (CitusCluster.url() == null) {
            System.out.println("NOT TESTED: Citus. The variable " + CitusCluster.VARIABLE + " names no coordinator.");
        }
        assumeThat(CitusCluster.url()).isNotNull();
        cluster = CitusCluster.at(Objects.requireNonNull(CitusCluster.url()));
        bench = benchIn(cluster.database());
        run(0, "migrate");
        imports();
        run(0, "pack", "--recorder.pack.after=7d");
        distribute();
        run(0, "import", folder.resolve("a.ndjson").toString(), "--account=archived");
        assertThat(run(0, "record", "--slot=2026-01-01T00:00:00Z").out()).contains("BTC");
        run(0, "record", "--slot=2026-01-01T00:01:00Z");
        run(0, "record", "--slot=2026-01-01T00:01:00Z");
        plain = benchIn(TestDatabase.migrated());
        copied = Instant.now();
        // A snapshot whose response is packed would be rejected.
        plain.database.sql().execute("alter table snapshot disable trigger answered");
        copy(cluster.database(), plain.database);
        plain.database.sql().execute("alter table snapshot enable trigger answered");
    }

    private static Workbench benchIn(TestDatabase database) {
        return new Workbench(Settings.strict().withoutRateLimits(), database)
                .account("archived", Holdings.fixed(new Holding("BTC", "1.50", "1.25")))
                .account("moving", Holdings.moving(1))
                .account("odd", Holdings.fixed(new Holding("코인", "1E-18", "-0.0")));
    }

    /** Twice, since the file can be repeated. */
    private static void distribute() throws IOException {
        for (int i = 0; i < 2; i++) {
            cluster.database().sql().execute(Files.readString(Path.of("db/citus.sql")));
        }
    }

    private static void imports() throws IOException {
        Random random = new Random(1);
        List<String> bodies = new ArrayList<>();
        Instant time = START;
        for (int i = 0; i < 600; i++) {
            bodies.add(Bodies.success(
                    time,
                    List.of(
                            new Holding("BTC", "1." + random.nextInt(3) + "0", "0.25"),
                            new Holding("ETH", "2.5", random.nextInt(4) == 0 ? "0.5" : "2.50"))));
            time = time.plus(Duration.ofMinutes(random.nextInt(50) == 0 ? 400 : 30))
                    .plusMillis(random.nextInt(7));
        }
        Path archive = Files.writeString(folder.resolve("a.ndjson"), String.join("\n", bodies) + "\n");
        run(0, "import", archive.toString(), "--account=archived", "--dry-run");
        run(0, "import", archive.toString(), "--account=archived");
        run(0, "import", archive.toString(), "--account=archived");
        Path conflict = Files.writeString(
                folder.resolve("b.ndjson"), Bodies.success(START, List.of(new Holding("BTC", "7", "7"))) + "\n");
        run(65, "import", conflict.toString(), "--account=archived");
        Path history = Files.writeString(folder.resolve("c.csv"), """
                account,exchange,response_time,wallet,currency,balance,available_balance,locked_balance,time_source,origin
                fund,kraken,2020-03-26T00:00:00.000Z,futures,XXBT,-1.50,-2.000,0.500,exchange_clock,observed
                fund,kraken,2020-03-26T00:00:00.000Z,spot,ZEUR,1500.00,1500.00,0.00,exchange_clock,observed
                fund,kraken,2020-03-29T01:30:00.001Z,spot,XXBT,0,0,0,http_date,imported
                """);
        run(0, "import", history.toString());
    }

    private static Workbench.Ended run(int code, String... command) {
        return run(bench, code, command);
    }

    private static Workbench.Ended run(Workbench where, int code, String... command) {
        Workbench.Ended run = where.run(command);
        assertThat(run.code())
                .as(String.join(" ", command) + ": " + run.out() + run.err())
                .isEqualTo(code);
        return run;
    }

    private static void copy(TestDatabase from, TestDatabase to) throws SQLException, IOException {
        try (Connection source = from.dataSource().getConnection();
                Connection target = to.dataSource().getConnection()) {
            CopyManager reader = source.unwrap(PGConnection.class).getCopyAPI();
            CopyManager writer = target.unwrap(PGConnection.class).getCopyAPI();
            for (String table : TABLES) {
                ByteArrayOutputStream rows = new ByteArrayOutputStream();
                reader.copyOut("copy (select * from " + table + ") to stdout", rows);
                writer.copyIn("copy " + table + " from stdin", new ByteArrayInputStream(rows.toByteArray()));
            }
        }
    }

    @AfterAll
    static void close() {
        if (plain != null) {
            plain.close();
        }
        if (bench != null) {
            bench.close();
            cluster.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export history",
                "export history --account=archived --currency=BTC --from=2020-03-26 --to=2020-04-04 --zone=Asia/Seoul",
                "export close --period=hour --zone=Europe/Berlin",
                "export close --period=week --zone=Europe/Berlin --from=2020-03-26 --to=2020-05-01",
                "export close --account=fund --currency=XXBT",
                "export latest --account=fund --account=archived --currency=BTC --currency=btc",
                "export latest",
                "export as-of --at=2020-03-29T03:00:00Z",
                "export as-of --at=2019-03-29T03:00:00Z",
                "export change --from=2020-03-26 --to=2020-04-06",
                "export moves",
                "export moves --account=fund --from=2020-03-27",
                "export total --at=2020-03-27T00:00:00Z",
                "export locked --at=2020-03-29T00:00:00Z",
                "export days --zone=Europe/Berlin --from=2020-03-24 --to=2020-05-01",
                "export gaps --account=archived --to=2020-04-10",
                "export gaps --to=2020-04-10",
                "export runs --to=COPIED",
                "export runs --to=2020-01-01",
                "export seals",
                "export seals --account=archived --from=2020-04-01",
                "status --json",
                "verify",
                "verify --from=2020-03-26T07:30:00Z --to=2020-03-28T09:00:00Z --account=archived"
            })
    void aReportIsTheSameAsOnOnePostgresql(String report) {
        String[] command = report.replace("COPIED", copied.toString()).split(" ");
        Workbench.Ended expected = plain.run(command);
        Workbench.Ended actual = bench.run(command);

        assertThat(withoutAges(actual)).isEqualTo(withoutAges(expected));
        assertThat(actual.code()).isEqualTo(expected.code());
        assertThat(actual.err()).doesNotContain("ERROR");
    }

    private static String withoutAges(Workbench.Ended run) {
        return (run.out() + run.err()).replaceAll("\"(age|missing)[^,}]*|,P[0-9TDHMS.]+", "");
    }

    @Test
    void aStatementIsTheSameAsOnOnePostgresql() throws IOException {
        assertThat(statement(bench, "citus")).isEqualTo(statement(plain, "plain"));
    }

    private static String statement(Workbench where, String name) throws IOException {
        Path page = Files.createDirectories(folder.resolve(name)).resolve("statement.html");
        // Snapshots are missing.
        run(where, 75, "statement", "--period=2020-03", "--prepared=2026-01-01T00:00:00Z", "--output=" + page);
        return Files.readString(page);
    }

    @Test
    void theTriggersRejectAChange() {
        for (String change : List.of(
                "update balance set balance = 1",
                "delete from balance",
                "delete from balance_series",
                "delete from balance_chunk",
                "delete from snapshot",
                "update balance_response set slot = now()")) {
            assertThat(message(change)).as(change).contains("rejected: the balance history is append-only");
        }
    }

    private static String message(String change) {
        try (Connection connection = cluster.database().dataSource().getConnection()) {
            connection.createStatement().execute(change);
            return "none";
        } catch (SQLException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "status --strip", "doctor", "prune", "prune --dry-run", "migrate"})
    void aCommandWorks(String command) {
        run(0, command.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pack --recorder.pack.after=7d", "unpack"})
    void packingIsRejected(String command) {
        assertThat(run(78, command.split(" ")).err())
                .contains("Citus distributes the history")
                .hasLineCount(1);
    }
}
