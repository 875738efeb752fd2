package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Bodies;
import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.postgres.TestDatabase.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * {@code pack} changes no output. The history is from an archive, an exported history with two wallets and live runs. It
 * has duplicates, conflicts, gaps and currencies that are not reported.
 */
class PackCommandTest {
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    private static final String AFTER = "--recorder.pack.after=7d";

    private static final List<String> REPORTS = List.of(
            "export history",
            "export history --account=archived --currency=BTC --from=2020-01-02 --to=2020-01-04 --zone=Asia/Seoul",
            "export close --period=hour --to=2026-01-01",
            "export close --period=week --zone=Europe/Berlin --from=2020-01-01 --to=2020-02-01",
            "export latest",
            "export as-of --at=2020-01-05T03:00:00Z",
            "export change --from=2020-01-02 --to=2020-01-06",
            "export moves",
            "export total --at=2020-01-04T00:00:00Z",
            "export locked --at=2020-01-05T00:00:00Z",
            "export days --to=2020-02-01",
            "export gaps --account=archived",
            "export seals",
            "status --json",
            "verify",
            "verify --from=2020-01-02T07:30:00Z --to=2020-01-03T09:00:00Z --account=exported");

    private static Workbench recorded;

    @TempDir
    private static Path folder;

    private Workbench bench;

    @BeforeAll
    static void record() throws IOException {
        recorded = benchIn(TestDatabase.migrated());
        Random random = new Random(1);
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            // A gap, and a time that is not a whole minute.
            Instant time = START.plus(Duration.ofMinutes(15L * i + (i > 300 ? 200 : 0)))
                    .plusMillis(i % 7);
            bodies.add(Bodies.success(time, holdings(random)));
        }
        imported(0, "archived", "a.ndjson", String.join("\n", bodies));
        imported(0, "archived", "a.ndjson", String.join("\n", bodies.subList(100, 200)));
        imported(65, "archived", "b.ndjson", Bodies.success(START, List.of(new Holding("BTC", "7", "7"))));
        imported(0, "exported", "c.csv", csv(random));
        for (String slot : List.of("2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z")) {
            Workbench.Ended run = recorded.run("record", "--slot=" + slot);
            assertThat(run.code()).as(run.out() + run.err()).isZero();
        }
    }

    private static List<Holding> holdings(Random random) {
        List<Holding> holdings = new ArrayList<>();
        for (String currency : List.of("BTC", "ETH", "USDT", "XRP")) {
            if (random.nextInt(8) > 0) {
                String digits = random.nextInt(3) + ".5" + "0".repeat(random.nextInt(3));
                holdings.add(new Holding(currency, digits, random.nextInt(4) == 0 ? "0.25" : digits));
            }
        }
        return holdings;
    }

    private static String csv(Random random) {
        StringBuilder csv = new StringBuilder(
                "account,exchange,response_time,wallet,currency,balance,available_balance,locked_balance,time_source,origin\n");
        for (int i = 0; i < 600; i++) {
            String start = "exported,bitfront,"
                    + START.plus(Duration.ofMinutes(15L * i)).toString().replace("Z", ".000Z");
            for (String of : List.of("funding,BTC", "spot,BTC", "spot,ETH")) {
                String digits = random.nextInt(2) == 0 ? "1.50" : "1.5";
                csv.append(start)
                        .append(',')
                        .append(of)
                        .append(',')
                        .append(digits)
                        .append(",1,0.5")
                        .append(digits.endsWith("0") ? "0" : "")
                        .append(",http_date,observed\n");
            }
        }
        return csv.toString();
    }

    private static void imported(int code, String account, String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content + "\n");
        List<String> command = new ArrayList<>(List.of("import", file.toString()));
        if (!name.endsWith(".csv")) {
            command.add("--account=" + account);
        }
        Workbench.Ended run = recorded.run(command.toArray(String[]::new));
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(code);
    }

    @AfterAll
    static void closeRecorded() {
        recorded.close();
    }

    @BeforeEach
    void copy() {
        bench = benchIn(recorded.database.copy());
    }

    private static Workbench benchIn(TestDatabase database) {
        return new Workbench(Settings.strict().withoutRateLimits(), database)
                .account("archived", Holdings.fixed(new Holding("BTC", "1.50", "1.25")));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Workbench.Ended run(String... command) {
        Workbench.Ended run = bench.run(command);
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        return run;
    }

    /** Returns each report, but for the ages, which are those of now. */
    private Map<String, String> reports(Path output) {
        Map<String, String> reports = new TreeMap<>();
        for (String report : REPORTS) {
            Workbench.Ended run = run(report.split(" "));
            reports.put(report, (run.out() + run.err()).replaceAll("\"(age|missing|lastRun)[^,}]*|,P[0-9TDHMS.]+", ""));
        }
        reports.put("statement", statement(output));
        reports.put(
                "runs",
                String.join(
                        "\n",
                        bench.database.rows("select * from run_history where job not like '%packHistory'"
                                + " order by started_at")));
        return reports;
    }

    private void assertReports(Path output, Map<String, String> expected) {
        reports(output).forEach((report, text) -> {
            List<String> lines = text.lines().toList();
            List<String> before = expected.get(report).lines().toList();
            for (int i = 0; i < Math.min(lines.size(), before.size()); i++) {
                assertThat(lines.get(i)).as(report).isEqualTo(before.get(i));
            }
            assertThat(lines).as(report).hasSameSizeAs(before);
        });
    }

    private String statement(Path output) {
        Path page = output.resolve("statement.html");
        run("statement", "--period=2020-01", "--prepared=2026-01-01T00:00:00Z", "--overwrite", "--output=" + page);
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyReportIsTheSameBeforeAndAfter(@TempDir Path output) {
        Map<String, String> before = reports(output);

        assertThat(run("pack", AFTER).out())
                .startsWith("Snapshots packed: 1024 (")
                .contains(" balances), of those before ");
        assertReports(output, before);
        assertThat(bench.database.count("select from balance")).isLessThan(1_000);
        assertThat(bench.database.count("select from balance_response where state = 'recorded'"))
                .isLessThan(300);

        assertThat(run("unpack").out()).startsWith("Snapshots unpacked: 1024 (");
        assertReports(output, before);
        assertThat(bench.database.count("select from balance_chunk")).isZero();
    }

    @Test
    @Tag("P2")
    void aRepeatedOrALateImportMeetsPackedBalances(@TempDir Path output) throws IOException {
        Path late = Files.writeString(
                output.resolve("late.ndjson"),
                Bodies.success(START.plusSeconds(90), List.of(new Holding("BTC", "2.0", "2"))) + "\n"
                        + Bodies.success(START.plusSeconds(91), List.of(new Holding("ETH", "2.0", "2"))) + "\n");
        try (Workbench other = benchIn(recorded.database.copy())) {
            assertThat(other.run("import", late.toString(), "--account=archived")
                            .code())
                    .isZero();
            run("pack", AFTER);

            run("import", late.toString(), "--account=archived");
            run("import", folder.resolve("a.ndjson").toString(), "--account=archived");
            run("import", folder.resolve("c.csv").toString());

            String history = "export history";
            assertThat(run(history.split(" ")).out())
                    .isEqualTo(other.run(history.split(" ")).out());
        }
        assertThat(bench.run("import", folder.resolve("b.ndjson").toString(), "--account=archived")
                        .code())
                .isEqualTo(65);
        assertThat(run("verify").out()).contains("Differences: 0.");
        assertThat(run("pack", AFTER).out()).startsWith("Snapshots packed: 0 (0 balances)");
        assertThat(run("record", "--account=archived").out()).contains("BTC");
    }

    /** As if every third response had arrived when it was sent, and the first one of each account had a slot. */
    private static final String EARLIER = """
            alter table balance_response disable trigger user;
            alter table snapshot disable trigger user;
            update balance_response set received_at = response_time where response_id % 3 = 0;
            update balance_response set slot = '2020-01-01Z' where response_time = '2020-01-01Z' and state = 'recorded';
            update snapshot set slot = '2020-01-01Z' where response_time = '2020-01-01Z';
            alter table snapshot enable trigger user;
            alter table balance_response enable trigger user
            """;

    private static final String RESPONSES = "select * from archived_response order by response_id";

    @Test
    @Tag("P2")
    void aPruneAndARepeatedSlotMeetPackedResponses() {
        bench.database.sql().execute(EARLIER);
        try (Workbench other = benchIn(bench.database.copy())) {
            run("pack", AFTER);

            for (String command : List.of("prune --dry-run", "prune", "prune", "verify")) {
                String[] words = (command + " --recorder.retention.bodies=30d").split(" ");
                assertThat(withoutBytes(bench.run(words))).isEqualTo(withoutBytes(other.run(words)));
            }
            List<String> responses = other.database.rows(RESPONSES);
            assertThat(bench.database.rows(RESPONSES)).isEqualTo(responses);
            String[] again = {"record", "--slot=2020-01-01T00:00:00Z", "--account=archived"};
            assertThat(withoutBytes(bench.run(again))).isEqualTo(withoutBytes(other.run(again)));
            assertThat(bench.database.count("select from archived_response")).isEqualTo(responses.size());

            run("unpack");
            assertThat(bench.database.rows(RESPONSES)).isEqualTo(responses);
        }
    }

    private static String withoutBytes(Workbench.Ended run) {
        return (run.code() + run.out() + run.err())
                .replaceAll("\\([0-9,]+ bytes\\)", "")
                .replaceAll("before [0-9T:.-]+Z|Run [0-9]+: .*", "");
    }

    @ParameterizedTest
    @Tag("P3")
    @CsvSource(
            delimiter = '|',
            value = {
                "bodies[5] = convert_to(replace(convert_from(bodies[5], 'UTF8'), 'BTC', 'BTX'), 'UTF8')"
                        + " | spot BTC: recorded ",
                "bodies[5] = convert_to(replace(convert_from(bodies[5], 'UTF8'), 'BTC', 'BTX'), 'UTF8')"
                        + " | its seal does not follow from its facts",
                "formats[5] = 'bitfront/1' | its seal does not follow from its facts",
                "formats[5] = null | is missing",
                "bodies[5] = null, body_hashes[5] = sha256('x') | its seal does not follow from its facts",
                "body_hashes[5] = sha256('x') | has a body whose SHA-256 is not body_sha256",
                "part_lengths[5] = '{1}' | has part_lengths that do not fit its body",
                "part_lengths[5] = 'x' | has part_lengths that do not fit its body"
            })
    void aChangedPackedResponseIsReported(String change, String difference) {
        run("pack", AFTER);

        changeChunk(change);

        assertDifference("exported 2020-01-01T01:00:00Z (sequence 5)", difference);
    }

    @ParameterizedTest
    @Tag("P3")
    @CsvSource(
            delimiter = '|',
            value = {
                "origins[5] = null | lacks its origin, its received_at or its format",
                "received[5] = null | lacks its origin, its received_at or its format",
                "formats[5] = null | lacks its origin, its received_at or its format",
                "received[5] = received[5] # (1::bigint << 63) | has a damaged received_at",
                "received[5] = 9223372036854775807 | has a damaged received_at",
                "part_lengths[5] = 'x' | has damaged part_lengths",
                "part_lengths[5] = '{99999999999}' | has damaged part_lengths",
                "part_lengths[5] = '{}', bodies[5] = null, body_hashes[5] = sha256(bodies[5])"
                        + " | has damaged part_lengths",
            })
    void aDamagedPackedResponseIsNamedAndTheRestIsChecked(String change, String flaw) {
        run("pack", AFTER);
        changeChunk(change);
        changeSeries("balances[5] = 9", "archived");

        assertDifference("exported 2020-01-01T01:00:00Z: the packed response ", flaw);
        assertDifference("archived ", "recorded 9, the response has ");
        assertThat(bench.run("export", "history", "--account=exported").out())
                .contains("exported,bitfront,2020-01-01T01:00:00.000Z,spot,ETH,");
    }

    @ParameterizedTest
    @Tag("P3")
    @ValueSource(
            strings = {
                "origins = null",
                "origins = '{}'",
                "runs = null",
                "bodies = ('[0:255]=' || bodies::text)::bytea[]",
                "body_hashes = ('[0:255]=' || body_hashes::text)::bytea[]"
            })
    void anArrayOfResponsesThatReportsReadOtherwiseIsReported(String change) {
        run("pack", AFTER);

        changeChunk(change);

        assertDifference(CHUNK, "responses with other array bounds than its times");
    }

    @ParameterizedTest
    @Tag("P3")
    @CsvSource(
            delimiter = '|',
            value = {
                "balances = concat('[0:255]=', balances)::numeric[] | with other array bounds than its times",
                "available = concat('[0:255]=', balances)::numeric[] | with other array bounds than its times",
                "available[5] = null | whose totals and available balances do not match",
                "balances[5] = null | whose totals and available balances do not match"
            })
    void aSeriesThatReportsReadOtherwiseIsReported(String change, String flaw) {
        run("pack", AFTER);

        changeSeries(change, "exported");

        assertDifference(CHUNK, "series " + flaw);
    }

    private static final String CHUNK = "exported 2020-01-01T00:00:00Z: the packed chunk that begins then has ";

    /** As a superuser can, whom no trigger and no check stops. */
    private void changeChunk(String change) {
        bench.database
                .sql()
                .execute("alter table balance_chunk disable trigger all;"
                        + " alter table balance_chunk drop constraint balance_chunk_check,"
                        + " drop constraint balance_chunk_fits;"
                        + " update balance_chunk set " + change + " where first_time = '2020-01-01'"
                        + " and account_id = (select account_id from account where name = 'exported')");
    }

    private void changeSeries(String change, String account) {
        bench.database
                .sql()
                .execute("alter table balance_series disable trigger append_only,"
                        + " drop constraint balance_series_check, drop constraint balance_series_balances_check,"
                        + " drop constraint balance_series_available_check;"
                        + " update balance_series set " + change + " where currency = 'ETH' and wallet = 'spot'"
                        + " and first_time = '2020-01-01' and account_id = (select account_id from account"
                        + " where name = '" + account + "')");
    }

    private void assertDifference(String start, String difference) {
        Workbench.Ended run = bench.run("verify");

        assertThat(run.code()).as(run.err()).isEqualTo(65);
        assertThat(run.out().lines()).anyMatch(line -> line.startsWith(start) && line.contains(difference));
    }

    @Test
    @Tag("P3")
    void aPackedResponseBesideItsRowIsReported() {
        run("pack", AFTER);
        bench.database
                .sql()
                .execute("insert into balance_response overriding system value select response_id, account_id, slot,"
                        + " origin, requested_at, received_at, response_time, time_source, status, status_message, format,"
                        + " body, part_lengths, body_sha256, state, state_reason, job_execution_id from packed_response"
                        + " where response_time = '2020-01-01 01:00Z'");

        Workbench.Ended run = bench.run("verify");

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.out())
                .contains("exported 2020-01-01T00:00:00Z: the packed chunk that begins then has responses that are rows"
                        + " as well");
    }

    @ParameterizedTest
    @Tag("P3")
    @CsvSource(
            delimiter = '|',
            value = {
                "balances[5] = balances[5] + 1e-30 | spot ETH: recorded ",
                "balances[5] = balances[5] * 1.0 | spot ETH: recorded ",
                "balances[5] = null | spot ETH: not recorded, the response has ",
                "balances[5] = 'NaN' | spot ETH: recorded NaN",
                "available = balances, balances[5] = 9 | spot ETH: recorded 9",
                "currency = 'ETI' | spot ETI: recorded "
            })
    void aChangedDigitInASeriesIsReported(String change, String difference) {
        run("pack", AFTER);

        changeSeries(change, "exported");

        assertDifference("exported 2020-01-01T01:00:00Z (sequence 5) ", difference);
    }

    @ParameterizedTest
    @Tag("P3")
    @CsvSource(
            delimiter = '|',
            value = {
                "times[2] = times[3], times[3] = times[2] | times that are not in order",
                "times[2] = null | times that are not in order",
                "last_time = last_time - interval '1 s' | times that are not in order",
                "times[257] = last_time + interval '100 years', last_time = last_time + interval '100 years'"
                        + " | times of the next chunk",
                "times[257] = last_time + interval '1 microsecond', last_time = last_time + interval '1 microsecond'"
                        + " | series with other array bounds than its times"
            })
    void aChunkThatHidesBalancesIsReported(String change, String flaw) {
        run("pack", AFTER);

        changeChunk(change);

        assertDifference(CHUNK + flaw, ", so that");
    }

    @Test
    @Tag("P3")
    void aSeriesBesideItsRowIsReported() {
        run("pack", AFTER);
        bench.database
                .sql()
                .execute("insert into balance select account_id, response_time, wallet, currency, balance,"
                        + " available_balance from recorded_balance where response_time = '2020-01-01 01:00Z' limit 1");

        Workbench.Ended run = bench.run("verify");

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.out()).contains("2020-01-01T01:00:00Z (sequence 5) funding BTC: recorded once more, as 1.5");
    }

    @Test
    void nothingIsPackedByDefault() {
        List<String> before = bench.database.everything();

        assertThat(run("pack").out()).isEqualTo("Packing is off (recorder.pack.after=off): no snapshot was moved.\n");

        assertThat(bench.database.everything()).isEqualTo(before);
    }

    @Test
    void aDryRunReportsAndMovesNothing() {
        List<String> before = bench.database.everything();

        assertThat(run("pack", "--dry-run", AFTER).out()).startsWith("Snapshots to pack: 1024, of those before ");

        assertThat(bench.database.everything()).isEqualTo(before);
    }

    @Test
    void anAgeWithoutAUnitIsRejected() {
        Workbench.Ended run = bench.run("pack", "--recorder.pack.after=7");

        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err())
                .contains("recorder.pack.after must be a time from 1d")
                .hasLineCount(1);
    }

    @Test
    void aPackIsARunItself() {
        run("pack", AFTER);

        assertThat(bench.database.rows("select job, status, exit_code from run_history where job like '%pack%'"))
                .containsExactly("{\"job\":\"packHistory\",\"status\":\"COMPLETED\",\"exit_code\":0}");
        assertThat(bench.database.rows(
                        "select read_count from batch.batch_step_execution where step_name = 'moveBalances'"))
                .containsExactly("{\"read_count\":1024}");
    }

    @Test
    void onlyOnePackRunsAtATime() throws SQLException {
        try (Connection other = bench.database.dataSource().getConnection()) {
            JdbcTemplate session = new JdbcTemplate(new SingleConnectionDataSource(other, true));
            session.queryForList("select pg_advisory_lock(x'62616c7061636b21'::bigint)");

            for (String[] command : List.of(new String[] {"pack", AFTER}, new String[] {"unpack"})) {
                Workbench.Ended run = bench.run(command);
                assertThat(run.code()).isEqualTo(75);
                assertThat(run.err())
                        .contains("another pack or unpack is running")
                        .hasLineCount(1);
            }
        }
        run("pack", AFTER);
    }

    @Test
    void thePrunerPacksAndTheOwnerUnpacks() throws IOException {
        bench.database.sql().execute(Files.readString(Path.of("db/roles.sql")));
        Login recorder = bench.database.login("balance_recorder");
        Login pruner = bench.database.login("balance_pruner");
        Login owner = bench.database.login("balance_owner");
        bench.database.sql().execute(Files.readString(Path.of("db/roles.sql")));
        bench.option("--spring.flyway.enabled=false");

        assertThat(as(recorder).run("pack", AFTER).code()).isEqualTo(77);
        assertThat(as(pruner).run("pack", AFTER).out()).startsWith("Snapshots packed: 1024");
        assertThat(as(recorder).run("verify").out()).contains("Differences: 0.");
        assertThat(as(recorder).run("record").code()).isZero();
        assertThat(as(pruner).run("unpack").code()).isEqualTo(77);
        assertThat(as(owner).run("unpack").out()).startsWith("Snapshots unpacked: 1024");
    }

    private Workbench as(Login login) {
        return bench.option("--spring.datasource.username=" + login.user())
                .option("--spring.datasource.password=" + login.password());
    }
}
