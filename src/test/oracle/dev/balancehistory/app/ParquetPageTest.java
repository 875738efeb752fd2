package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB runs the statements of {@code docs/parquet.md} over exported months, and finds the rows of the reports. */
class ParquetPageTest {
    private static final Path PAGE = Path.of("docs/parquet.md");

    private static final String HISTORY = """
            account,exchange,response_time,wallet,currency,balance,available_balance,locked_balance,time_source,origin
            fund,kraken,2024-12-31T14:59:59.999Z,spot,BTC,7,7,0,exchange_clock,observed
            fund,kraken,2024-12-31T15:00:00.000Z,spot,BTC,8.0,8.0,0.0,exchange_clock,observed
            fund,kraken,2025-01-31T14:59:59.999Z,futures,BTC,-1.50,-2.000,0.500,exchange_clock,observed
            fund,kraken,2025-01-31T14:59:59.999Z,spot,BTC,0.000000000000000001,0.000000000000000000,0.000000000000000001,exchange_clock,observed
            fund,kraken,2025-01-31T15:00:00.000Z,spot,BTC,2.50,2.5,0.00,exchange_clock,observed
            fund,kraken,2025-06-30T23:00:00.000Z,spot,BTC,3.00,3.00,0.00,exchange_clock,observed
            fund,kraken,2025-12-31T14:59:59.999Z,spot,BTC,9999999999999999999999999999999999999999,0.000000000000000000000000000001,9999999999999999999999999999999999999998.999999999999999999999999999999,exchange_clock,observed
            fund,kraken,2025-12-31T15:00:00.000Z,spot,BTC,1,1,0,exchange_clock,observed
            main,bitfront,2025-02-10T00:00:00.000Z,spot,BTC,1.50,1.25,0.25,body,observed
            main,bitfront,2025-02-10T00:00:00.000Z,spot,ETH,10,10,0,body,observed
            main,bitfront,2025-02-20T00:00:00.000Z,spot,ETH,10.000,10,0.000,body,observed
            main,bitfront,2025-02-20T00:00:00.000Z,spot,"a,""b;",0.1000000000000000005,0,0.1000000000000000005,body,observed
            main,bitfront,2025-02-20T00:00:00.000Z,spot,币安人生,10,10,0,body,observed
            main,bitfront,2025-03-05T00:00:00.000Z,spot,ETH,11,11,0,body,observed
            """;

    /** The last one of March, without any balance. */
    private static final String EMPTY = "{\"timezone\":\"UTC\",\"responseTime\":1742688000000,\"statusCode\":1000,"
            + "\"statusMessage\":\"SUCCESS\",\"responseData\":[]}";

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres postgres;
    private static Connection duckdb;

    @BeforeAll
    static void exportAndConvert() throws Exception {
        postgres = EmbeddedPostgres.builder()
                .setLocaleConfig("locale", "C")
                .setPGStartupWait(Duration.ofMinutes(5))
                .start();
        program("migrate");
        program("import", Files.writeString(folder.resolve("made.csv"), HISTORY).toString());
        program(
                "import",
                "--account=main",
                Files.writeString(folder.resolve("empty.json"), EMPTY).toString());
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
        execute("SET autoinstall_known_extensions = false");
        execute("SET file_search_path = '" + folder + "'");
        for (String command : commands()) {
            program(command.replace("--output ", "--output=" + folder + "/").split(" "));
        }
        for (String month : months()) {
            for (String statement : sql(0).split(";\n")) {
                execute(statement.replace("2025-01", month).replace("TO '", "TO '" + folder + "/"));
            }
        }
    }

    @AfterAll
    static void stop() throws Exception {
        duckdb.close();
        postgres.close();
    }

    @Test
    void theLoopExportsEachMonthOnce() throws Exception {
        assertThat(commands()).hasSize(28).doesNotHaveDuplicates();
        assertThat(months()).hasSize(14).startsWith("2024-12").endsWith("2026-01");
    }

    @Test
    void theFilesHaveTheRowsOfTheHistoryDigitForDigit() throws Exception {
        List<String> columns = List.of(
                "account",
                "exchange",
                "response_time",
                "wallet",
                "currency",
                "balance",
                "available_balance",
                "locked_balance",
                "time_source",
                "origin");

        assertThat(rows("select * from 'history-*.parquet' order by account, response_time, wallet, currency"))
                .hasSize(14)
                .isEqualTo(report(columns, "export", "history"));
    }

    @Test
    void theClosesAreThoseOfTheReportDigitForDigit() throws Exception {
        List<String> columns = List.of(
                "account",
                "period",
                "wallet",
                "currency",
                "balance",
                "available_balance",
                "locked_balance",
                "response_time");
        String[] report = "export close --period month --zone Asia/Seoul --from 2025-01 --to 2026-01".split(" ");
        assertThat(Files.readString(PAGE)).contains(String.join(" ", report));

        assertThat(rows(sql(1)))
                .hasSize(8)
                .isEqualTo(report(columns, report))
                .noneMatch(row -> row.startsWith("main|2025-03"));
    }

    @Test
    void theBalancesAtAMomentAreThoseOfTheReport() throws Exception {
        List<String> columns = List.of(
                "account", "wallet", "currency", "balance", "available_balance", "locked_balance", "response_time");
        String[] report = "export as-of --at 2025-07-01T12:00:00Z".split(" ");
        assertThat(Files.readString(PAGE)).contains(String.join(" ", report));

        assertThat(rows(sql(2))).hasSize(1).isEqualTo(report(columns, report));
    }

    @Test
    void theMonthsWithoutASnapshotAreListed() throws Exception {
        assertThat(rows(sql(3)))
                .filteredOn(row -> row.startsWith("fund"))
                .containsExactlyElementsOf(IntStream.of(3, 4, 5, 6, 8, 9, 10, 11)
                        .mapToObj("fund|2025-%02d"::formatted)
                        .toList());
        assertThat(rows(sql(3)))
                .filteredOn(row -> row.startsWith("main"))
                .hasSize(10)
                .doesNotContain("main|2025-02", "main|2025-03");
    }

    @Test
    void theCastLosesWhatThePageStates() throws Exception {
        assertThat(rows(sql(4)))
                .contains("BTC|8.000000000000000000", "a,\"b;|0.100000000000000001")
                .hasSize(4);
        assertThat(rows("select '1.50'::decimal(38, 18), try_cast('123456789012345678901' as decimal(38, 18))"))
                .containsExactly("1.500000000000000000|null");
    }

    /** Returns the commands of the page's loop, which bash runs with a function in the place of the program. */
    private static List<String> commands() throws IOException, InterruptedException {
        String script = "bin/balance-history() { printf '%s\\n' \"$*\"; }\n"
                + blocks("sh").get(0);
        ProcessBuilder bash = new ProcessBuilder("bash", "-ec", script).redirectErrorStream(true);
        bash.environment().keySet().retainAll(List.of("PATH"));
        Process process = bash.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    private static List<String> months() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("history-") && name.endsWith(".csv.gz"))
                    .map(name -> name.replaceAll("history-|\\.csv\\.gz", ""))
                    .sorted()
                    .toList();
        }
    }

    private static String sql(int index) throws IOException {
        return blocks("sql").get(index);
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static void execute(String statement) throws SQLException {
        try (Statement running = duckdb.createStatement()) {
            running.execute(statement);
        }
    }

    /** Returns the rows of a query of DuckDB, a line each. */
    private static List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet results = statement.executeQuery(query)) {
            int columns = results.getMetaData().getColumnCount();
            while (results.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    Object value = results.getObject(column);
                    values.add(
                            value instanceof OffsetDateTime time
                                    ? time.toInstant().toString()
                                    : String.valueOf(value));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }

    /** Returns the same columns of a report, in the same form. */
    private static List<String> report(List<String> columns, String... command) {
        return CsvReader.builder().ofNamedCsvRecord(program(command)).stream()
                .map(row -> String.join(
                        "|", columns.stream().map(column -> value(row, column)).toList()))
                .toList();
    }

    private static String value(NamedCsvRecord row, String column) {
        String value = row.getField(column);
        return column.equals("response_time")
                ? OffsetDateTime.parse(value).toInstant().toString()
                : value;
    }

    private static String program(String... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Stream<String> options = Stream.of(
                "--spring.config.location=classpath:/",
                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres");
        String[] line = Stream.concat(Arrays.stream(command), options).toArray(String[]::new);
        assertThat(new CommandRunner(out, err).run(line))
                .as("%s: %s", String.join(" ", command), err)
                .isZero();
        return out.toString(StandardCharsets.UTF_8);
    }
}
