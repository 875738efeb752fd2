package dev.balancehistory.report;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Every query of {@code docs/sql*.md} runs with the role that the page names, and returns the right rows. */
class SqlPageTest {
    private static final List<String> PAGES = List.of("sql.md", "sql-changes.md", "sql-locked.md", "sql-checks.md");

    private static final Pattern SECTION = Pattern.compile("(?ms)^## (.+?)$(.*?)(?=^## |\\z)");
    private static final Pattern QUERY = Pattern.compile("(?ms)^```sql\n(.*?)^```$");

    /** By heading. */
    private static final Map<String, List<String>> RESPONSES = Map.ofEntries(
            entry(
                    "What are the balances now?",
                    List.of(
                            "main | spot | BTC | 3 | 2.25 | 0.75 | 2026-02-01T00:00:00Z",
                            "main | spot | XRP | 7 | 7 | 0 | 2026-02-01T00:00:00Z",
                            "savings | spot | BTC | 11 | 11 | 0 | 2026-02-01T00:00:00Z",
                            "savings | trading | BTC | 0.5 | 0.5 | 0.0 | 2026-02-01T00:00:00Z")),
            entry(
                    "What were the balances at a certain moment?",
                    List.of(
                            "main | spot | BTC | 2.70 | 2026-01-30T23:30:00Z",
                            "main | spot | USDT | 150.50 | 2026-01-30T23:30:00Z")),
            entry(
                    "What was the last balance of each day?",
                    List.of(
                            "2026-01-30 | spot | BTC | 2.5 | 2026-01-30T18:00:00Z | 3 | 4 | true",
                            "2026-01-31 | spot | BTC | 3 | 2026-01-31T18:00:00Z | 2 | 4 | true")),
            entry(
                    "What was the last balance of the month?",
                    List.of(
                            "main | spot | BTC | 3 | 2026-01-31T18:00:00Z",
                            "main | spot | USDT | 0 | 2026-01-31T18:00:00Z",
                            "savings | spot | BTC | 10 | 2026-01-31T00:00:00Z")),
            entry(
                    "What changed between two dates?",
                    List.of(
                            "main | spot | BTC | 2.5 | 3 | 0.5 | 2026-01-30T06:00:00Z | 2026-02-01T00:00:00Z",
                            "main | spot | USDT | 100 | - | - | 2026-01-30T06:00:00Z | 2026-02-01T00:00:00Z",
                            "main | spot | XRP | - | 7 | - | 2026-01-30T06:00:00Z | 2026-02-01T00:00:00Z",
                            "savings | spot | BTC | 10 | 11 | 1 | 2026-01-30T00:00:00Z | 2026-02-01T00:00:00Z",
                            "savings | trading | BTC | - | 0.5 | - | 2026-01-30T00:00:00Z | 2026-02-01T00:00:00Z")),
            entry(
                    "What is locked, and since when?",
                    List.of("main | spot | BTC | 0.75 | 2026-01-31T18:00:00Z | 2026-02-01T00:00:00Z")),
            entry(
                    "When was a currency locked?",
                    List.of(
                            "2026-01-30T12:00:00Z | 2026-01-30T23:30:00Z | 0.50 | 3",
                            "2026-02-01T00:00:00Z | 2026-02-01T00:00:00Z | 0.75 | 1")),
            entry(
                    "How did one currency develop?",
                    List.of(
                            "2026-01-30T06:00:00Z | 2.5 | -",
                            "2026-01-30T12:00:00Z | 2.5 | 0.0",
                            "2026-01-30T18:00:00Z | 2.5 | 0.0",
                            "2026-01-30T23:30:00Z | 2.70 | 0.20",
                            "2026-01-31T18:00:00Z | 3 | 0.30")),
            entry(
                    "Where are snapshots missing?",
                    List.of("main | 2026-01-30T23:30:00Z | 2026-01-31T18:00:00Z | 2 | 2 x 5000 SYSTEM_ERROR")),
            entry(
                    "How complete is each day?",
                    List.of(
                            "main | 2026-01-30 | 4 | 4 | 2026-01-30T06:00:00Z | 2026-01-30T23:30:00Z | 360 min",
                            "main | 2026-01-31 | 1 | 4 | 2026-01-31T18:00:00Z | 2026-01-31T18:00:00Z | 1080 min",
                            "savings | 2026-01-30 | 1 | 1 | 2026-01-30T00:00:00Z | 2026-01-30T00:00:00Z | 1440 min",
                            "savings | 2026-01-31 | 1 | 1 | 2026-01-31T00:00:00Z | 2026-01-31T00:00:00Z | 1440 min")),
            entry(
                    "What moved, and when?",
                    List.of(
                            "2026-01-30T18:00:00Z | spot | USDT | 100 | - | -",
                            "2026-01-30T23:30:00Z | spot | BTC | 2.5 | 2.70 | 0.20",
                            "2026-01-30T23:30:00Z | spot | USDT | - | 150.50 | -",
                            "2026-01-31T18:00:00Z | spot | BTC | 2.70 | 3 | 0.30",
                            "2026-01-31T18:00:00Z | spot | USDT | 150.50 | 0 | -150.50",
                            "2026-02-01T00:00:00Z | spot | USDT | 0 | - | -",
                            "2026-02-01T00:00:00Z | spot | XRP | - | 7 | -")),
            entry(
                    "What is the course of a balance, for a picture?",
                    List.of(
                            "2026-01-30T00:00:00Z | 2.5 | 2.5 | 2.5 | 2.5 | 1",
                            "2026-01-30T12:00:00Z | 2.5 | 2.5 | 2.70 | 2.70 | 3",
                            "2026-01-31T12:00:00Z | 3 | 3 | 3 | 3 | 1")),
            entry(
                    "What is the total of each currency?",
                    List.of("BTC | 14.5 | 2 | 2 | 2026-02-01T00:00:00Z", "XRP | 7 | 1 | 2 | 2026-02-01T00:00:00Z")),
            entry(
                    "What is in each wallet?",
                    List.of("main | BTC | 3 | spot 3", "savings | BTC | 11.5 | spot 11, trading 0.5")),
            entry(
                    "What is the state of each account?",
                    List.of(
                            "main | 360 min | 2026-02-01T00:00:00Z | FAILED | 69 | because of no response",
                            "savings | 1440 min | 2026-02-01T00:00:00Z | COMPLETED | 0 | -")),
            entry(
                    "Which runs failed?",
                    List.of("2026-02-01T06:00:00Z | FAILED | 69 | 1 | 0 | main: no response from the exchange")),
            entry(
                    "Which accounts failed, and why?",
                    List.of("2026-02-01T06:00:00Z | main | UNREACHABLE | 69 | no response from the exchange")),
            entry(
                    "What is the newest seal of each account?",
                    List.of("main | 6 | 2026-02-01T00:00:00Z | 64", "savings | 3 | 2026-02-01T00:00:00Z | 64")),
            entry(
                    "What proves a number?",
                    List.of("5 | bitfront/1 | 2026-01-31T18:00:00Z | BTC 3 3, USDT 0 0 | true")));

    private static ReportHistory history;

    @BeforeAll
    static void record() {
        history = new ReportHistory();
        history.timeZone("Asia/Tokyo");
        history.account("main", "6 hours", "2026-01-30T00:00:00Z");
        history.account("savings", "1 day", "2026-01-30T00:00:00Z");
        snapshot("main", "2026-01-30T06:00:00Z", "BTC 2.5 2.5", "USDT 100 100");
        snapshot("main", "2026-01-30T12:00:00Z", "BTC 2.5 2.0", "USDT 100 100");
        snapshot("main", "2026-01-30T18:00:00Z", "BTC 2.5 2.0");
        snapshot("main", "2026-01-30T23:30:00Z", "BTC 2.70 2.20", "USDT 150.50 150.50");
        snapshot("main", "2026-01-31T18:00:00Z", "BTC 3 3", "USDT 0 0");
        snapshot("main", "2026-02-01T00:00:00Z", "BTC 3 2.25", "XRP 7 7");
        snapshot("savings", "2026-01-30T00:00:00Z", "BTC 10 10");
        snapshot("savings", "2026-01-31T00:00:00Z", "BTC 10 10");
        snapshot("savings", "2026-02-01T00:00:00Z", "BTC 11 11", "trading BTC 0.5 0.5");
        history.unrecorded("main", "2026-01-31T06:00:00Z", "failed", 5000, "SYSTEM_ERROR", 0);
        history.unrecorded("main", "2026-01-31T12:00:00Z", "failed", 5000, "SYSTEM_ERROR", 0);
        long good = history.run(
                "2026-02-01T00:00:00Z", "2026-02-01T00:00:01Z", "COMPLETED", "COMPLETED", "", "main,savings");
        history.accountRun(good, "main", "DONE", 0, null);
        history.accountRun(good, "savings", "DONE", 0, null);
        long failed = history.run("2026-02-01T06:00:00Z", "2026-02-01T06:00:09Z", "FAILED", "UNREACHABLE", "", "main");
        history.accountRun(failed, "main", "UNREACHABLE", 69, "no response from the exchange");
        history.unrecorded("main", "2026-02-01T06:00:05Z", "failed", null, "of no response", failed);
    }

    private static void snapshot(String account, String time, String... balances) {
        history.snapshot(account, Instant.parse(time), balances);
    }

    @AfterAll
    static void close() {
        history.close();
    }

    @Test
    void everyQueryHasItsExpectedRows() {
        String page = page();

        assertThat(queries(page).keySet()).containsExactlyInAnyOrderElementsOf(RESPONSES.keySet());
        assertThat(Pattern.compile("(?m)^```sql").matcher(page).results().count())
                .isEqualTo(RESPONSES.size());
    }

    static Stream<String> headings() {
        return queries(page()).keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("headings")
    void aQueryReturnsItsExpectedRows(String heading) {
        Query query = Objects.requireNonNull(queries(page()).get(heading));
        JdbcTemplate sql = query.needsOwner() ? history.owner() : history.reader();

        assertThat(ReportHistory.rows(sql, query.text())).isEqualTo(RESPONSES.get(heading));
    }

    private record Query(String text, boolean needsOwner) {}

    private static String page() {
        try {
            StringBuilder pages = new StringBuilder();
            for (String page : PAGES) {
                pages.append(Files.readString(Path.of("docs", page)));
            }
            return pages.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Query> queries(String page) {
        Map<String, Query> queries = new LinkedHashMap<>();
        Matcher section = SECTION.matcher(page);
        while (section.find()) {
            String text = section.group(2);
            Matcher query = QUERY.matcher(text);
            while (query.find()) {
                queries.put(section.group(1), new Query(query.group(1), text.contains("balance_owner")));
            }
        }
        return queries;
    }
}
