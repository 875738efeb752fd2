package dev.balancehistory.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every statement of the dashboard runs with the rights of a reader, and returns the rows of the history. */
class DashboardQueriesTest {
    private static final Dashboard DASHBOARD = Dashboard.read();

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration COLUMN = Duration.ofSeconds(65);
    private static final String DIGITS = "12345678901234567.123456789012345678";

    private static final Map<String, List<String>> ALL = Map.of(
            "account", List.of("empty", "main", "savings"),
            "wallet", List.of("spot", "trading"),
            "currency", List.of("BTC", "KRW", "XRP"));

    private static ReportHistory history;

    @BeforeAll
    static void record() {
        history = new ReportHistory();
        history.timeZone("Asia/Seoul");
        history.account("main", "1 hour", "2026-03-01T00:00:00Z");
        history.account("savings", "1 hour", "2026-03-01T00:00:00Z");
        history.account("empty", "1 hour", "2026-03-01T02:00:00Z");
        for (int hour = 0; hour <= 12; hour++) {
            // The hole of main is from 5 to 10.
            if (hour <= 5 || hour >= 10) {
                history.snapshot("main", at(hour), balances(hour));
            }
            history.snapshot("savings", at(hour), "BTC 10 10");
        }
        long failed = history.run(
                "2026-03-01T06:00:00Z", "2026-03-01T06:00:09Z", "FAILED", "UNREACHABLE", "", "main,savings");
        history.unrecorded("main", "2026-03-01T06:00:01Z", "failed", 503, "Service Unavailable", failed);
        history.accountRun(failed, "main", "UNREACHABLE", 69, "no response from the exchange");
        history.accountRun(failed, "savings", "DONE", 0, null);
    }

    /** XRP is reported at 1, 3 and 4 only. */
    private static String[] balances(int hour) {
        List<String> balances = new ArrayList<>(
                List.of("BTC " + (hour + 1) + " " + hour, "trading BTC 0.5 0.5", "KRW " + DIGITS + " " + DIGITS));
        if (hour == 1 || hour == 3 || hour == 4) {
            balances.add("XRP 0 0");
        }
        return balances.toArray(String[]::new);
    }

    private static Instant at(int hour) {
        return START.plus(Duration.ofHours(hour));
    }

    @AfterAll
    static void close() {
        history.close();
    }

    private static GrafanaQuery day(Map<String, List<String>> variables) {
        return new GrafanaQuery(at(0), at(13), variables);
    }

    private static List<String> rows(String title) {
        return history.rows(day(ALL).expand(DASHBOARD.sql(title)));
    }

    /** A point of a line; without a value, the line breaks there. */
    private record Point(
            Instant time, String metric, @Nullable BigDecimal value) {}

    private static List<Point> points(String title, GrafanaQuery query) {
        return history.reader().query(query.expand(DASHBOARD.sql(title)), (row, number) -> {
            assertThat(row.getMetaData().getColumnCount()).isEqualTo(3);
            return new Point(row.getTimestamp("time").toInstant(), row.getString("metric"), row.getBigDecimal("value"));
        });
    }

    static Stream<String> timeSeries() {
        return DASHBOARD.panels().stream()
                .filter(panel ->
                        panel.path("targets").path(0).path("format").asString().equals("time_series"))
                .map(panel -> panel.path("title").asString());
    }

    static Stream<String> statements() {
        return DASHBOARD.statements().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("statements")
    void everyStatementRunsWithARangeUpToNow(String name) {
        GrafanaQuery query = new GrafanaQuery(at(0), Instant.now().plus(Duration.ofDays(1)), ALL);

        assertThat(history.rows(query.expand(DASHBOARD.statements().get(name)))).isNotEmpty();
    }

    /** A variable without options has one empty value. */
    @ParameterizedTest
    @MethodSource("statements")
    void everyStatementRunsWithoutAValueOfItsVariables(String name) {
        List<String> none = List.of("");
        GrafanaQuery query = new GrafanaQuery(at(0), at(13), Map.of("account", none, "wallet", none, "currency", none));

        assertThat(history.rows(query.expand(DASHBOARD.statements().get(name))))
                .hasSize(Map.of("variable account", 3, "Runs", 1).getOrDefault(name, 0));
    }

    /** Grafana rejects other orders, and of two points keeps one. A chart is of one account. */
    @ParameterizedTest
    @MethodSource("timeSeries")
    void thePointsAreInOrderAndEachIsOne(String title) {
        List<List<String>> accounts =
                title.contains("$account") ? List.of(List.of("main"), List.of("savings")) : List.of(ALL.get("account"));
        for (List<String> account : accounts) {
            List<Point> points = points(
                    title,
                    day(Map.of("account", account, "wallet", ALL.get("wallet"), "currency", ALL.get("currency"))));

            assertThat(points).isNotEmpty().extracting(Point::time).isSorted();
            assertThat(points)
                    .extracting(point -> point.time() + " " + point.metric())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aVariableOffersTheValuesOfTheChosenAccounts() {
        GrafanaQuery savings = day(Map.of("account", List.of("savings")));
        GrafanaQuery later = new GrafanaQuery(at(50), at(60), ALL);

        assertThat(options("account", day(ALL))).containsExactly("empty", "main", "savings");
        assertThat(options("wallet", day(ALL))).containsExactly("spot", "trading");
        assertThat(options("wallet", savings)).containsExactly("spot");
        assertThat(options("currency", day(ALL))).containsExactly("BTC", "KRW", "XRP");
        assertThat(options("currency", savings)).containsExactly("BTC");
        assertThat(options("currency", later))
                .as("those of the newest snapshot")
                .containsExactly("BTC", "KRW");
    }

    private static List<String> options(String variable, GrafanaQuery query) {
        return history.rows(query.expand(DASHBOARD.variable(variable)));
    }

    private static Map<String, List<String>> only(String account, String wallet, String currency) {
        return Map.of("account", List.of(account), "wallet", List.of(wallet), "currency", List.of(currency));
    }

    @Test
    void aChartHasEachSnapshotAndABreakInEachHole() {
        List<Point> points = points("Balances of $account", day(only("main", "spot", "KRW")));

        assertThat(points)
                .extracting(point -> point.value() == null ? "-" : point.value().toPlainString())
                .containsExactly(DIGITS, DIGITS, DIGITS, DIGITS, DIGITS, DIGITS, "-", DIGITS, DIGITS, DIGITS, "-");
        assertThat(points)
                .filteredOn(point -> point.value() == null)
                .extracting(Point::time)
                .containsExactly(at(5).plusMillis(1), at(12).plusMillis(1));
    }

    /** Columns of 65 s, of 2 h, and of a day, within which the hole is. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-01T00:00:00Z, 2026-03-01T13:00:00Z",
        "2026-02-01T00:00:00Z, 2026-04-02T00:00:00Z",
        "2025-03-01T00:00:00Z, 2027-02-19T00:00:00Z",
        "2026-03-01T04:30:00Z, 2026-03-01T11:30:00Z"
    })
    void aHoleIsAHoleInEveryLineAndColumn(Instant from, Instant to) {
        GrafanaQuery query = new GrafanaQuery(
                from,
                to,
                Map.of("account", List.of("main"), "wallet", ALL.get("wallet"), "currency", List.of("BTC", "KRW")));
        for (String title : List.of("Balances of $account", "Locked share of $account")) {
            Map<String, TreeMap<Instant, Boolean>> lines = new TreeMap<>();
            for (Point point : points(title, query)) {
                lines.computeIfAbsent(point.metric(), metric -> new TreeMap<>())
                        .put(point.time(), point.value() == null);
            }

            assertThat(lines).containsOnlyKeys("BTC spot", "BTC trading", "KRW spot");
            lines.forEach((metric, line) -> {
                assertThat(line.floorEntry(at(5)).getValue())
                        .as("recorded: " + metric)
                        .isFalse();
                assertThat(line.higherEntry(at(5)).getValue())
                        .as("missing: " + metric)
                        .isTrue();
                assertThat(line.values())
                        .as("one break for each hole: " + metric)
                        .filteredOn(missing -> missing)
                        .hasSize(to.isAfter(at(12)) ? 2 : 1);
            });
        }
    }

    @Test
    void anotherAccountHasNoBreak() {
        GrafanaQuery query = new GrafanaQuery(at(0), at(12), only("savings", "spot", "BTC"));

        assertThat(points("Balances of $account", query))
                .hasSize(12)
                .extracting(Point::value)
                .containsOnly(BigDecimal.TEN);
    }

    /** A currency that is not reported has no point. */
    @Test
    void aChartHasNoPointWithoutABalance() {
        List<Point> points = points("Balances of $account", day(only("main", "spot", "XRP")));

        assertThat(points)
                .filteredOn(point -> point.value() != null)
                .extracting(Point::value)
                .containsExactly(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    @Test
    void aLineBreaksWhereOnlyItsCurrencyIsNotReported() {
        for (String title : List.of("Balances of $account", "Locked share of $account")) {
            assertThat(points(title, day(only("main", "spot", "XRP"))))
                    .as(title)
                    .filteredOn(point -> point.value() == null)
                    .hasSize(3)
                    .first()
                    .satisfies(point -> assertThat(point.time()).isBetween(at(1), at(1).plus(COLUMN)));
        }
    }

    @Test
    void theLockedShareIsThatOfEachColumn() {
        List<Point> points = points("Locked share of $account", day(only("main", "spot", "BTC")));

        assertThat(points)
                .filteredOn(point -> point.value() != null)
                .extracting(point -> Math.round(1 / point.value().doubleValue()))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 11L, 12L, 13L);
        assertThat(points("Locked share of $account", day(only("main", "spot", "XRP"))))
                .as("nothing is locked of zero")
                .filteredOn(point -> point.value() != null)
                .allMatch(point -> point.value().signum() == 0);
    }

    @Test
    void theCoverageHasTheStartOfEachState() {
        assertThat(rows("Snapshots"))
                .containsExactlyInAnyOrder(
                        "2026-03-01T00:00:00Z | main | 1",
                        "2026-03-01T00:00:00Z | savings | 1",
                        "2026-03-01T02:00:00Z | empty | 0",
                        "2026-03-01T05:00:00.001Z | main | 0",
                        "2026-03-01T10:00:00Z | main | 1",
                        "2026-03-01T12:00:00.001Z | main | 0",
                        "2026-03-01T12:00:00.001Z | savings | 0");
        GrafanaQuery within = new GrafanaQuery(at(6), at(9), only("main", "spot", "BTC"));
        assertThat(history.rows(within.expand(DASHBOARD.sql("Snapshots"))))
                .as("within a hole")
                .containsExactly("2026-03-01T06:00:00Z | main | 0");
    }

    @Test
    void theGapsHaveTheirCauses() {
        assertThat(rows("Gaps").stream().filter(row -> !row.contains(" | - | ")))
                .containsExactly(
                        "main | 2026-03-01T05:00:00Z | 2026-03-01T10:00:00Z | 4 | 1 x 503 Service Unavailable");
        assertThat(rows("Gaps")).hasSize(4).first().asString().startsWith("empty | - | - | ");
    }

    @Test
    void theRunsHaveTheirCodesAndMessages() {
        assertThat(rows("Runs"))
                .containsExactly(
                        "2026-03-01T06:00:00Z | recordBalances | FAILED | 69 | 1 | 0 | 0 | main: no response from the exchange");
        GrafanaQuery later = new GrafanaQuery(at(7), at(13), ALL);
        assertThat(history.rows(later.expand(DASHBOARD.sql("Runs")))).isEmpty();
    }

    @Test
    void aFailedAccountIsListedWithItsReason() {
        Instant now = Instant.now();
        GrafanaQuery today = new GrafanaQuery(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)), ALL);

        assertThat(history.rows(today.expand(DASHBOARD.sql("Accounts that failed"))))
                .singleElement()
                .asString()
                .endsWith("Z | main | UNREACHABLE | 69 | no response from the exchange");
    }

    @Test
    void theLatestBalancesHaveEachDigitAsText() {
        assertThat(rows("Latest balances"))
                .containsExactly(
                        "main | spot | BTC | 13 | 12 | 1 | 2026-03-01T12:00:00Z",
                        "main | spot | KRW | %s | %1$s | 0.000000000000000000 | 2026-03-01T12:00:00Z".formatted(DIGITS),
                        "main | trading | BTC | 0.5 | 0.5 | 0.0 | 2026-03-01T12:00:00Z",
                        "savings | spot | BTC | 10 | 10 | 0 | 2026-03-01T12:00:00Z");
        List<String> types = history.reader().query(day(ALL).expand(DASHBOARD.sql("Latest balances")), row -> {
            List<String> names = new ArrayList<>();
            for (int i = 4; i <= 6; i++) {
                names.add(row.getMetaData().getColumnTypeName(i));
            }
            return names;
        });
        assertThat(types).containsExactly("text", "text", "text");
    }

    /** In one transaction, whose time does not go on. */
    @Test
    void theStatusIsThatOfEachAccount() {
        history.reader().execute("begin");
        try {
            Instant now = history.reader()
                    .queryForObject("select now()", java.sql.Timestamp.class)
                    .toInstant();
            Duration age = Duration.between(at(12), now);
            List<BigDecimal> intervals = history.reader()
                    .query(
                            day(ALL).expand(DASHBOARD.sql("Age of the newest snapshot")),
                            (row, number) -> row.getBigDecimal("intervals"));
            assertThat(intervals).hasSize(3);
            assertThat(intervals.get(0)).as("without a snapshot").isNull();
            assertThat(intervals.get(1).multiply(BigDecimal.valueOf(3_600_000)).longValue())
                    .isEqualTo(age.toMillis());
            assertThat(intervals.get(2)).isEqualTo(intervals.get(1));

            long missing = Math.round(age.toMillis() / 3_600_000.0) - 1;
            assertThat(rows("Missing since the newest snapshot"))
                    .contains("main | " + missing, "savings | " + missing)
                    .hasSize(3);
            assertThat(rows("Exit code of the last run")).containsExactly("empty | -", "main | 69", "savings | 69");
        } finally {
            history.reader().execute("commit");
        }
    }
}
