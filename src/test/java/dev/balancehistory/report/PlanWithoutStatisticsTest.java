package dev.balancehistory.report;

import static dev.balancehistory.report.NewlyLoadedHistory.ACCOUNTS;
import static dev.balancehistory.report.NewlyLoadedHistory.BALANCES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.cli.DecimalSign;
import dev.balancehistory.postgres.ExecutedPlan;
import dev.balancehistory.report.Dialect.Delimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The time of a report grows with its rows, also while PostgreSQL has no statistics, as after an import. Each snapshot is
 * looked up by its whole key, or all of them are read once.
 */
class PlanWithoutStatisticsTest {
    private static final Path REPORT = Path.of("src/main/resources/dev/balancehistory/report");
    private static final Path STATEMENT = Path.of("src/main/resources/dev/balancehistory/statement");

    /** The values of all parameters, as SQL. The range is that of the history. */
    private static final Map<String, String> ARGUMENTS = Map.of(
            "from", literal(NewlyLoadedHistory.FROM),
            "to", literal(NewlyLoadedHistory.TO),
            "from_time", literal(NewlyLoadedHistory.FROM),
            "to_time", literal(NewlyLoadedHistory.TO),
            "at", "timestamptz '2026-01-13Z'",
            "time", "timestamptz '2026-01-13Z'",
            "period", "'hour'",
            "zone", "'UTC'",
            "columns", "720",
            "most", "2000");

    private static NewlyLoadedHistory history;

    @BeforeAll
    static void fill() {
        history = new NewlyLoadedHistory();
        ARGUMENTS.forEach((name, value) ->
                history.sql().execute("select set_config('report." + name + "', (" + value + ")::text, false)"));
        history.sql().execute("""
                select set_config('report.accounts', '{a3,a7}', false), set_config('report.currencies', '{BTC,NONE}', false),
                       set_config('report.spooled_accounts', '{}', false), set_config('report.spooled_times', '{}', false)
                """);
    }

    @AfterAll
    static void close() {
        history.close();
    }

    private static String literal(String instant) {
        return "timestamptz '" + instant + "'";
    }

    /** Returns each view, and a call of each function that returns rows. */
    static List<String> sources() {
        return history.sql()
                .query(
                        """
                        select relname as name, null as arguments
                          from pg_class
                         where relkind = 'v' and relnamespace = 'public'::regnamespace
                         union all
                        select proname, proargnames[1:pronargs]
                          from pg_proc
                         where proretset and pronamespace = 'public'::regnamespace
                         order by 1
                        """,
                        (row, number) -> row.getString("name")
                                + (row.getArray("arguments") == null
                                        ? ""
                                        : Stream.of((String[]) row.getArray("arguments")
                                                        .getArray())
                                                .map(name -> Objects.requireNonNull(ARGUMENTS.get(name), name))
                                                .collect(Collectors.joining(", ", "(", ")"))));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aViewOrFunctionReadsNoRowTwice(String source) {
        assertLinear("select * from " + source);
    }

    static Stream<String> exports() {
        Dialect dialect = new Dialect(Delimiter.COMMA, true, false, DecimalSign.POINT, null);
        Stream<String> beside =
                Stream.of("empty-report.sql", "report-copy.sql").map(file -> read(REPORT.resolve(file)));
        Stream<String> reports = Stream.of(Report.values()).flatMap(report -> {
            boolean byAccount = report.takes(ReportOption.ACCOUNT);
            boolean byCurrency = report.takes(ReportOption.CURRENCY);
            return Stream.of(
                            report.query(false, false, dialect),
                            report.query(byAccount, byCurrency, dialect),
                            report.query(false, byCurrency, dialect),
                            byCurrency ? ofBitcoin(report.lists(false)) : "",
                            byCurrency ? ofBitcoin(report.lists(byAccount)) : "")
                    .filter(query -> !query.isEmpty())
                    .distinct();
        });
        return Stream.concat(beside, reports);
    }

    private static String ofBitcoin(String query) {
        return query.replace("?", "'BTC'");
    }

    @ParameterizedTest
    @MethodSource("exports")
    void anExportReadsNoRowTwice(String query) {
        assertLinear(query);
    }

    static List<String> statements() throws IOException {
        try (Stream<Path> files = Files.list(STATEMENT)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("statements")
    void aStatementReadsNoRowTwice(String file) {
        String account = List.of("columns.sql", "gaps.sql").contains(file) ? "'a3'" : "3";
        String query = read(STATEMENT.resolve(file))
                .replace(":times", "snapshot_times(:account, :from, :to)")
                .replace(":accounts", "''");
        assertLinear(Pattern.compile("(?<!:):([a-z]+)")
                .matcher(query)
                .replaceAll(name -> name.group(1).equals("account") ? account : ARGUMENTS.get(name.group(1))));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertLinear(String query) {
        ExecutedPlan plan = history.plan(query, statement -> {});

        assertThat(plan.repeatedScans(ACCOUNTS)).as(query).isEmpty();
        assertThat(plan.allRows()).as(query).isLessThan(100 * BALANCES);
    }
}
