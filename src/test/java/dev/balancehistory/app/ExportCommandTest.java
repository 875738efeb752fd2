package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.report.HistoryWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** The contents of the exported files, and the options that select them. */
class ExportCommandTest {
    private static final String HISTORY_HEADER = "account,exchange,response_time,wallet,currency,balance,"
            + "available_balance,locked_balance,time_source,origin";
    private static final String LARGE = "4000000000000000000000000000000000000001";
    private static final String TINY = "0.000000000000000000000000000001";

    private static final String FIRST = "2026-01-01T00:00:00.123Z";
    private static final String SECOND = "2026-01-01T23:30:00.000Z";
    private static final String OTHERS = "2026-01-02T12:00:00.500Z";

    private static final String MAIN_BTC = "main,bitfront," + FIRST + ",spot,BTC,1.50,1.25,0.25,body,observed";
    private static final String MAIN_ETH =
            "main,bitfront," + FIRST + ",spot,ETH," + TINY + ",0," + TINY + ",body,observed";
    private static final String MAIN_XRP =
            "main,bitfront," + FIRST + ",spot,XRP," + LARGE + "," + LARGE + ",0,body,observed";
    private static final String LATER_BTC = "main,bitfront," + SECOND + ",spot,BTC,-2,-2,0,body,observed";
    private static final String OTHER_CMD = "other,bitfront," + OTHERS + ",spot,=cmd,-7,-7,0,body,observed";
    private static final String OTHER_ODD = "other,bitfront," + OTHERS + ",spot,\"a\"\"b,;|é\",7,7,0,body,observed";

    private static Workbench bench;

    @BeforeAll
    static void fill() {
        bench = new Workbench();
        HistoryWriter history = new HistoryWriter(bench.database.sql());
        history.account("main", "1 hour", "2026-01-01T00:00:00Z");
        history.account("other", null, "2026-01-01T00:00:00Z");
        history.snapshot("main", Instant.parse(FIRST), "BTC 1.50 1.25", "ETH 1E-30 0", "XRP " + LARGE + " " + LARGE);
        history.snapshot("main", Instant.parse(SECOND), "BTC -2 -2");
        history.snapshot("other", Instant.parse(OTHERS), "=cmd -7 -7", "a\"b,;|é 7 7");
        history.unrecorded("main", "2026-01-01T12:00:00Z", "failed", 5000, "SYSTEM_ERROR", 0);
        history.run(
                "2026-01-01T05:00:00.007Z",
                "2026-01-01T05:00:02Z",
                "FAILED",
                "UNREACHABLE",
                "=HYPERLINK(\"x\")",
                "main");
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void theHistoryHasEveryRecordedBalance() {
        assertThat(lines("export", "history"))
                .containsExactly(HISTORY_HEADER, MAIN_BTC, MAIN_ETH, MAIN_XRP, LATER_BTC, OTHER_CMD, OTHER_ODD);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            close --account=main --currency=BTC           | account,period,period_start,period_end,wallet,currency,balance,available_balance,locked_balance,response_time,snapshots,expected_snapshots,complete | main,2026-01-01,2026-01-01T00:00:00.000Z,2026-01-02T00:00:00.000Z,spot,BTC,-2,-2,0,2026-01-01T23:30:00.000Z,2,24,true
            close --account=main --period=hour --to=2026-01-01T01:00:00Z --currency=BTC | account,period,period_start,period_end,wallet,currency,balance,available_balance,locked_balance,response_time,snapshots,expected_snapshots,complete | main,2026-01-01T00,2026-01-01T00:00:00.000Z,2026-01-01T01:00:00.000Z,spot,BTC,1.50,1.25,0.25,2026-01-01T00:00:00.123Z,1,1,true
            close --account=main --zone=Europe/Berlin --from=2026-01-02 | account,period,period_start,period_end,wallet,currency,balance,available_balance,locked_balance,response_time,snapshots,expected_snapshots,complete | main,2026-01-02,2026-01-02T00:00:00.000+01:00,2026-01-03T00:00:00.000+01:00,spot,BTC,-2,-2,0,2026-01-02T00:30:00.000+01:00,1,24,false
            close --account=main --currency=BTC --period=week --recorder.zone=Asia/Seoul | account,period,period_start,period_end,wallet,currency,balance,available_balance,locked_balance,response_time,snapshots,expected_snapshots,complete | main,2026-W01,2025-12-28T15:00:00.000Z,2026-01-04T15:00:00.000Z,spot,BTC,-2,-2,0,2026-01-01T23:30:00.000Z,2,168,false
            close --account=other --currency==cmd --period=month --from=2026-01 --to=2026-02 | account,period,period_start,period_end,wallet,currency,balance,available_balance,locked_balance,response_time,snapshots,expected_snapshots,complete | other,2026-01,2026-01-01T00:00:00.000Z,2026-02-01T00:00:00.000Z,spot,=cmd,-7,-7,0,2026-01-02T12:00:00.500Z,1,,true
            moves --from=2026-01 --currency=BTC           | account,response_time,wallet,currency,before,after,change | main,2026-01-01T23:30:00.000Z,spot,BTC,1.50,-2,-3.50
            locked --at=2026-01-01T00:30 --currency=BTC --zone=UTC | account,wallet,currency,locked_balance,locked_since,last_seen_free | main,spot,BTC,0.25,2026-01-01T00:00:00.123Z,
            days --account=main --from=2026-01-01T12:00 --to=2026-01-01T24:00 | account,day,snapshots,expected_snapshots,first_time,last_time,longest_gap | main,2026-01-01,2,24,2026-01-01T00:00:00.123Z,2026-01-01T23:30:00.000Z,PT23H29M59.877S
            days --account=other --from=2026-01-04 --to=2026-01-05 --zone=+09:00 | account,day,snapshots,expected_snapshots,first_time,last_time,longest_gap | other,2026-01-04,0,,,,P1D
            as-of --at=2026-01-04T12:00:01.502Z --account=other --currency==cmd | account,wallet,currency,balance,available_balance,locked_balance,response_time,age | other,spot,=cmd,-7,-7,0,2026-01-02T12:00:00.500Z,P2DT1.002S
            change --from=2026-01-01T01:00:00Z --to=2026-01-02 --currency=BTC | account,wallet,currency,opening_balance,closing_balance,change,opening_time,closing_time | main,spot,BTC,1.50,-2,-3.50,2026-01-01T00:00:00.123Z,2026-01-01T23:30:00.000Z
            total --at=2026-01-02T12:00:00Z --currency=BTC | currency,balance,available_balance,locked_balance,accounts,accounts_expected,oldest_response_time | BTC,-2,-2,0,1,2,2026-01-01T23:30:00.000Z
            gaps --account=main --to=2026-01-01T20:00:00Z | account,after,before,missing_snapshots,cause | main,2026-01-01T00:00:00.123Z,2026-01-01T23:30:00.000Z,22,1 x 5000 SYSTEM_ERROR
            runs --to=2026-01-02                          | job,started_at,ended_at,status,exit_code,responses,snapshots,rows,message | recordBalances,2026-01-01T05:00:00.007Z,2026-01-01T05:00:02.000Z,FAILED,69,0,0,0,"=HYPERLINK(""x"")"
            """)
    void eachReportHasItsColumns(String command, String header, String row) {
        assertThat(lines(("export " + command).split(" "))).containsExactly(header, row);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Asia/Seoul       | 2026-01-01T09:00:00.123+09:00
            America/St_Johns | 2025-12-31T20:30:00.123-03:30
            +05:45           | 2026-01-01T05:45:00.123+05:45
            UTC-1            | 2025-12-31T23:00:00.123-01:00
            Europe/London    | 2026-01-01T00:00:00.123+00:00
            Etc/UTC          | 2026-01-01T00:00:00.123Z
            Z                | 2026-01-01T00:00:00.123Z
            """)
    @Tag("T6")
    void theTimesAreInTheZoneOfTheOption(String zone, String time) {
        assertThat(lines("export", "history", "--account=main", "--currency=ETH", "--zone=" + zone))
                .containsExactly(HISTORY_HEADER, MAIN_ETH.replace(FIRST, time));
    }

    @Test
    @Tag("I3")
    void aHistoryInAnotherZoneIsImportedUnchanged(@TempDir Path folder) {
        Path file = folder.resolve("history.csv");
        assertThat(bench.run("export", "history", "--zone=Asia/Seoul", "--account=main", "--output=" + file)
                        .code())
                .isZero();
        try (Workbench copy = new Workbench()) {
            Workbench.Ended imported = copy.run("import", file.toString());
            assertThat(imported.code()).as(imported.err()).isZero();

            assertThat(copy.run("export", "history").out()).isEqualTo(text("export", "history", "--account=main"));
        }
    }

    /** A line names the period, the reason, and the options that include all of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --from=2026-01-01 --to=2026-01-31 | the range ends at 2026-01-31; use --to=2026-02-01 for all of it
            --from=2026-01-01T00:00:00.001 --to=2026-02 | the range starts at 2026-01-01T00:00:00.001Z; use --from=2026-01-01 for all of it
            --from=2026-01-01T00:00:00.001 --to=2026-01-31T12:00 | the range starts at 2026-01-01T00:00:00.001Z and the range ends at 2026-01-31T12:00Z; use --from=2026-01-01 --to=2026-02-01 for all of it
            --from=2026-01-02 --zone=Europe/Berlin | the range starts at 2026-01-02; use --from=2026-01-01 for all of it
            """)
    void aCloseThatTheRangeCutsIsReported(String options, String reason) {
        Workbench.Ended run =
                bench.run(("export close --period=month --account=main --currency=BTC " + options).split(" "));

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEqualTo("close: 2026-01 is not complete: " + reason + System.lineSeparator());
        assertThat(run.out().lines()).hasSize(2).last().asString().endsWith(",false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--from=2026-01-01 --to=2026-01-02",
                "--to=2026-01-02",
                // No rows are in the part of the range that cuts a day.
                "--from=2026-01-01 --to=2026-01-02T12:00",
                "--account=main --from=2026-01-01 --to=2026-01-03T12:00",
                "--currency=BTC --to=2026-01-03T12:00",
                "--account=other --period=month",
                "--account=main --period=hour --from=2026-01-01T00:00 --to=2026-01-01T01:00"
            })
    void aCompleteCloseIsNotReported(String options) {
        Workbench.Ended run = bench.run(("export close " + options).split(" "));

        assertThat(run.code()).isZero();
        assertThat(run.err()).doesNotContain("not complete", "did you mean");
        assertThat(run.out()).doesNotContain("false");
    }

    @Test
    void aPeriodThatEndsInAGapIsReportedInOneLine() {
        try (Workbench gaps = new Workbench()) {
            HistoryWriter history = new HistoryWriter(gaps.database.sql());
            history.account("main", "1 hour", "2026-01-01T00:00:00Z");
            history.account("dead", "1 day", "2026-01-01T00:00:00Z");
            // Exactly 1.5 intervals before the end is no gap.
            history.snapshot("main", Instant.parse("2026-01-01T22:30:00Z"), "BTC 1 1");
            history.snapshot("main", Instant.parse("2026-01-02T22:29:59.999Z"), "BTC 2 2");
            history.snapshot("dead", Instant.parse("2026-01-03T00:00:00Z"), "BTC 3 3");

            Workbench.Ended days = gaps.run("export", "close", "--to=2026-02");
            Workbench.Ended hours = gaps.run("export", "close", "--to=2026-02", "--period=hour");
            Workbench.Ended month = gaps.run("export", "close", "--to=2026-02", "--period=month");

            assertThat(days.out().lines().skip(1))
                    .map(row -> row.replaceAll(".*,", ""))
                    .containsExactly("true", "true", "false");
            assertThat(days.err()).isEqualTo(early("2026-01-02 of main"));
            assertThat(hours.err()).isEmpty();
            assertThat(month.out().lines().skip(1)).hasSize(2).allMatch(row -> row.endsWith(",false"));
            assertThat(month.err()).isEqualTo(early("2026-01 of dead, 2026-01 of main"));

            for (int day = 10; day < 14; day++) {
                history.snapshot("main", Instant.parse("2026-01-" + day + "T00:00:00Z"), "BTC 1 1");
            }
            assertThat(gaps.run("export", "close", "--to=2026-02").err())
                    .isEqualTo(early("2026-01-02 of main, 2026-01-10 of main, 2026-01-11 of main, and 2 more"));
        }
    }

    /** The notes on a report need more than the report. */
    @Test
    void aReportIsWrittenThoughTheNotesOnItFail(@TempDir Path folder) throws IOException {
        try (Workbench broken = new Workbench()) {
            HistoryWriter history = new HistoryWriter(broken.database.sql());
            history.account("main", "1 hour", "2026-01-01T00:00:00Z");
            history.snapshot("main", Instant.parse("2026-01-01T23:00:00Z"), "BTC 1 1");
            broken.database.sql().execute("alter view latest_balance rename to other");
            Path file = folder.resolve("history.csv");

            Workbench.Ended run = broken.run("export", "history", "--currency=ETH", "--output=" + file);

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.err())
                    .contains("history: 0 rows in " + file)
                    .contains("history: the report was written, without the notes on it: ");
            assertThat(file).hasContent(HISTORY_HEADER);
        }
    }

    private static String early(String periods) {
        return "close: not complete, since the last snapshot is more than 1.5 intervals before the end: " + periods
                + "; the report gaps has the causes" + System.lineSeparator();
    }

    /** The first snapshot of October is at its first instant. */
    @Test
    void aSnapshotAtTheBoundaryBelongsToTheLaterMonthInEachReport(@TempDir Path folder) throws IOException {
        try (Workbench boundary = new Workbench()) {
            HistoryWriter history = new HistoryWriter(boundary.database.sql());
            history.account("main", "10 days", "2025-08-31T00:00:00Z");
            List.of(
                            "2025-09-01 5",
                            "2025-09-11 6",
                            "2025-09-21 7",
                            "2025-10-01 9",
                            "2025-10-11 8",
                            "2025-10-21 12",
                            "2025-11-01 20")
                    .forEach(line -> history.snapshot(
                            "main",
                            Instant.parse(line.substring(0, 10) + "T00:00:00Z"),
                            "BTC " + line.substring(11) + " 1"));

            assertThat(last(boundary, "close", "--period=month", "--from=2025-09", "--to=2025-10"))
                    .contains(",BTC,7,");
            assertThat(last(boundary, "change", "--from=2025-09", "--to=2025-10"))
                    .startsWith("main,spot,BTC,,7,,");
            assertThat(last(boundary, "close", "--period=month", "--from=2025-10", "--to=2025-11"))
                    .contains(",BTC,12,");
            assertThat(last(boundary, "change", "--from=2025-10", "--to=2025-11"))
                    .startsWith("main,spot,BTC,7,12,5,");
            assertThat(boundary.run("export", "moves", "--from=2025-10", "--to=2025-11")
                            .out()
                            .lines()
                            .skip(1))
                    .map(row -> row.replaceAll(".*,", ""))
                    .containsExactly("2", "-1", "4");
            assertThat(last(boundary, "as-of", "--at=2025-10")).startsWith("main,spot,BTC,9,");
            assertThat(last(boundary, "total", "--at=2025-10")).startsWith("BTC,9,");

            assertThat(boundary.run("statement", "--period=2025-10", "--output=" + folder)
                            .code())
                    .isZero();
            assertThat(Files.readAllLines(folder.resolve("statement-2025-10.csv")))
                    .anyMatch(line -> line.startsWith("opening_balance,main,spot,BTC,7,"))
                    .anyMatch(line -> line.startsWith("change,main,spot,BTC,5,"))
                    .anyMatch(line -> line.startsWith("closing_balance,main,spot,BTC,12,"));
        }
    }

    private static String last(Workbench bench, String... report) {
        String[] command = Stream.concat(Stream.of("export"), Stream.of(report)).toArray(String[]::new);
        Workbench.Ended run = bench.run(command);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out().lines().reduce((one, other) -> other).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "as-of, 9000-01, 9000-01-01",
        "total, 9000-01-01T12:00, 9000-01-01T12:00Z",
        "locked, 9000-01-01T00:00:00Z, 9000-01-01"
    })
    void aMomentInTheFutureIsReported(String report, String at, String written) {
        Workbench.Ended future = bench.run("export", report, "--at=" + at);

        assertThat(future.code()).isZero();
        if (report.equals("locked")) {
            assertThat(future.err()).isEqualTo("locked: 0 rows, because nothing is locked\n");
        } else {
            assertThat(future.err())
                    .isEqualTo(report + ": " + written + " is in the future: these are the newest balances"
                            + System.lineSeparator());
        }
        assertThat(bench.run("export", report, "--at=2026-01-02").err()).doesNotContain("future");
    }

    @Test
    void aPeriodThatLastsIsReported() {
        try (Workbench running = new Workbench()) {
            HistoryWriter history = new HistoryWriter(running.database.sql());
            history.account("main", null, "2026-01-01T00:00:00Z");
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            history.snapshot("main", now.minus(Duration.ofDays(800)), "BTC 1 1");
            history.snapshot("main", now.minusSeconds(1), "BTC 2 2", "ETH 1 1");

            Workbench.Ended run = running.run("export", "close", "--period=year", "--zone=+09:00");

            List<String> rows = run.out().lines().skip(1).toList();
            assertThat(rows).hasSize(3).first().asString().endsWith(",true");
            assertThat(rows.subList(1, 3)).allMatch(row -> row.endsWith(",false"));
            String year = rows.get(2).split(",")[1];
            assertThat(run.err())
                    .isEqualTo("close: " + year + " is not complete: it lasts until " + (Integer.parseInt(year) + 1)
                            + "-01-01" + System.lineSeparator());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.balancehistory.app.HelpTexts#reports")
    void theHelpOfAReportHasItsColumnsAndAnExampleThatRuns(String report) {
        List<String> help = lines("help", "export", report);
        String columns = String.join("", help.subList(help.indexOf("Columns") + 1, help.indexOf("Example") - 1));
        String example = help.get(help.indexOf("Example") + 1).strip();

        List<String> printed = lines(example.replace("balance-history ", "").split(" "));

        assertThat(printed.get(0).split(",")).containsExactly(columns.strip().split(" +"));
        assertThat(help).allMatch(line -> line.length() <= 110);
    }

    @Test
    void theLatestReportHasTheNewestSnapshotOfEachAccount() {
        List<String> lines = lines("export", "latest");

        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .isEqualTo("account,wallet,currency,balance,available_balance,locked_balance,response_time,age");
        assertThat(lines.get(1)).matches("main,spot,BTC,-2,-2,0," + SECOND + ",P\\d+D(T\\S+)?");
        assertThat(lines.get(2)).startsWith("other,spot,=cmd,-7,-7,0," + OTHERS + ",P");
    }

    @Test
    void theSealsAreInTheOrderOfRecording() {
        List<String> lines = lines("export", "seals", "--account=main", "--from=2026-01-01", "--to=2026-01-02");

        assertThat(lines).hasSize(3).startsWith("account,sequence,response_time,recorded_at,seal");
        assertThat(lines.get(1)).matches("main,1," + FIRST + ",[^,]+Z,[0-9a-f]{64}");
        assertThat(lines.get(2)).matches("main,2," + SECOND + ",[^,]+Z,[0-9a-f]{64}");
    }

    static Stream<List<List<String>>> filters() {
        return Stream.of(
                List.of(List.of("--account=main"), List.of(MAIN_BTC, MAIN_ETH, MAIN_XRP, LATER_BTC)),
                List.of(List.of("--currency=ETH", "--currency=XRP"), List.of(MAIN_ETH, MAIN_XRP)),
                List.of(List.of("--account=main", "--account=other", "--currency==cmd"), List.of(OTHER_CMD)),
                List.of(List.of("--account=other", "--currency=BTC"), List.of()),
                List.of(List.of("--currency={BTC,ETH}"), List.of()),
                List.of(List.of("--currency=a\"b,;|é"), List.of(OTHER_ODD)),
                // The second snapshot is on the next day in Berlin.
                List.of(List.of("--from=2026-01-02", "--to=2026-01-03"), List.of(OTHER_CMD, OTHER_ODD)),
                List.of(
                        List.of("--from=2026-01-02T00:00+01:00", "--to=2026-01-03", "--zone=UTC"),
                        List.of(LATER_BTC, OTHER_CMD, OTHER_ODD)),
                List.of(
                        List.of("--from=2026-01-02", "--to=2026-01-03", "--recorder.zone=Europe/Berlin"),
                        List.of(LATER_BTC, OTHER_CMD, OTHER_ODD)),
                // From is part of the range, to is not.
                List.of(List.of("--from=" + SECOND, "--to=" + OTHERS), List.of(LATER_BTC)),
                List.of(
                        List.of("--from=2026-01-02T00:30:00+01:00", "--to=2026-01-02T07:30:00.500-04:30"),
                        List.of(LATER_BTC)));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void theOptionsSelectTheRows(List<List<String>> case0) {
        String[] options = case0.get(0).toArray(String[]::new);
        String[] command = Stream.concat(Stream.of("export", "history", "--no-header"), Stream.of(options))
                .toArray(String[]::new);

        assertThat(lines(command)).containsExactlyElementsOf(case0.get(1));
    }

    @Test
    void anEmptyReportHasItsHeader() {
        assertThat(lines("export", "history", "--to=2020-01-01")).containsExactly(HISTORY_HEADER);
        assertThat(lines("export", "history", "--to=2020-01-01", "--no-header")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {",!,", ";!;", "|!|", "tab!`\t`", "\\t!`\t`"})
    void theDelimiterSeparatesTheCells(String sign, String between) {
        assertThat(lines("export", "history", "--delimiter", sign).get(1)).isEqualTo(MAIN_BTC.replace(",", between));
    }

    @Test
    void linesEndWithALineFeedAlone() {
        assertThat(text("export", "history")).endsWith("observed\n").doesNotContain("\r");
    }

    @Test
    void aSpreadsheetGetsAMarkAndNoFormula() {
        assertThat(lines("export", "history", "--excel"))
                .containsExactly(
                        "\ufeff" + HISTORY_HEADER,
                        forSpreadsheet(MAIN_BTC),
                        forSpreadsheet(MAIN_ETH),
                        forSpreadsheet(MAIN_XRP).replace(LARGE, "'" + LARGE),
                        forSpreadsheet(LATER_BTC),
                        forSpreadsheet(OTHER_CMD).replace("=cmd", "'=cmd"),
                        forSpreadsheet(OTHER_ODD));
        assertThat(lines("export", "runs", "--excel", "--to=2026-01-02").get(1)).endsWith("\"'=HYPERLINK(\"\"x\"\")\"");
    }

    private static String forSpreadsheet(String row) {
        return row.replaceFirst("T([0-9:.]+)Z", " $1");
    }

    @Test
    @Tag("I3")
    void postgresqlReadsItBackUnchanged() throws SQLException, IOException {
        assertThat(readBack("csv, header match", "export", "history")).isEqualTo(recorded());
        assertThat(readBack("csv, header match, delimiter ';'", "export", "history", "--delimiter=;"))
                .isEqualTo(recorded());
        assertThat(readBack("csv, header match, delimiter E'\\t'", "export", "history", "--delimiter=tab"))
                .isEqualTo(recorded());
    }

    /** Returns the history's rows after the way through a file, as PostgreSQL shows them. */
    private static List<String> readBack(String format, String... command) throws SQLException, IOException {
        String csv = text(command).replaceFirst("^\ufeff", "");
        try (Connection connection = bench.database.dataSource().getConnection()) {
            connection.createStatement().execute("""
                    create temporary table back (account text collate "C", exchange text, response_time timestamptz,
                        wallet text, currency text collate "C", balance numeric, available_balance numeric,
                        locked_balance numeric, time_source text, origin text)""");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy back from stdin (format " + format + ")", new StringReader(csv));
            var rows = connection
                    .createStatement()
                    .executeQuery("select string_agg(b::text, chr(10) order by account, response_time, currency) from"
                            + " back b");
            rows.next();
            return rows.getString(1).lines().toList();
        }
    }

    private static List<String> recorded() {
        return bench.database
                .sql()
                .queryForList(
                        "select row(account, exchange, response_time, wallet, currency, balance,"
                                + " available_balance, locked_balance, time_source, origin)::text"
                                + " from balance_history"
                                + " order by account, response_time, currency",
                        String.class);
    }

    @Test
    void aFileHasTheBytesOfStandardOutput(@TempDir Path folder) throws IOException {
        Path plain = folder.resolve("history.csv");
        Path compressed = folder.resolve("history.csv.gz");
        String expected = text("export", "history");

        Workbench.Ended run = bench.run("export", "history", "--output", plain.toString());
        bench.run("export", "history", "--output=" + compressed);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("history: 6 rows in " + plain + System.lineSeparator());
        assertThat(plain).hasContent(expected);
        try (InputStream file = new GZIPInputStream(Files.newInputStream(compressed))) {
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(expected);
        }
        assertThat(text("export", "history", "--output", "-")).isEqualTo(expected);
    }

    @ParameterizedTest
    @Tag("T6")
    @ValueSource(strings = {"history", "close", "gaps --to=2026-01-02", "change --from=2026-01-01 --to=2026-01-02"})
    void theTimeZonesOfProgramAndServerMakeNoDifference(String report) {
        String[] command = ("export " + report).split(" ");
        List<String> expected = lines(command);
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            serverZone("set timezone = 'America/Havana'");

            assertThat(lines(command)).isEqualTo(expected);
        } finally {
            TimeZone.setDefault(zone);
            serverZone("reset timezone");
        }
    }

    private static void serverZone(String how) {
        bench.database.sql().execute("alter database " + bench.database.name() + " " + how);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            export                                     ! name one report
            export latest history                      ! name one report
            export balances                            ! there is no report 'balances'; see 'balance-history export --help'
            export clsoe                               ! there is no report 'clsoe' (did you mean 'close'?); see 'balance-history export --help'
            export close --acount=main                 ! unknown option '--acount' (did you mean '--account'?); see 'balance-history export close --help'
            export moves --period=day                  ! option '--period' is not for moves; see 'balance-history export moves --help'
            export days --currency=BTC                 ! option '--currency' is not for days
            export locked --from=2026-01-01            ! option '--from' is not for locked
            export history --account=mian              ! no account is recorded as 'mian' (did you mean 'main'?); recorded: main, other
            export latest --from=2026-01-01            ! option '--from' is not for latest
            export history --at=2026-01-01             ! option '--at' is not for history
            export history --period=day                ! option '--period' is not for history
            export runs --account=main                 ! option '--account' is not for runs
            export total --account=main                ! option '--account' is not for total
            export total --from=2026-01-01             ! option '--from' is not for total
            export seals --currency=BTC                ! option '--currency' is not for seals
            export seals --at=2026-01-01               ! option '--at' is not for seals
            export gaps --currency=BTC                 ! option '--currency' is not for gaps
            export history --from=2026-02-01 --to=2026-01-01 ! the range ends before it begins
            export history --from=2026-02-01 --to=2026-02-01 ! the range ends before it begins
            export history --from=yesterday            ! 'yesterday' is not a time such as 2026-01, 2026-01-31, 2026-01-31T12:00 or 2026-01-31T12:00:00Z
            export history --from=2026-02-30           ! '2026-02-30' is not a time such as
            export history --zone=Europe/Berlin --from=2026-10-25T02:30 ! '2026-10-25T02:30' occurs twice in Europe/Berlin: use 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00
            export history --zone=Europe/Berlin --from=2026-03-29T02:30 ! '2026-03-29T02:30' does not exist in Europe/Berlin: clocks are set from 2026-03-29T02:00 to 2026-03-29T03:00
            export history --from=+12000-01-01T00:00:00Z ! is not a time such as
            export history --to=-0044-03-15T00:00:00Z  ! is not a time such as
            export as-of --at=0000-01-01               ! is not a time such as
            export history --from=2026-01-01 --from=2026-01-02 ! option '--from' is given 2 times
            export close --zone=Europe/Atlantis        ! 'Europe/Atlantis' is not a time zone such as
            export close --zone=CET                    ! time zone 'CET' is not clear
            export close --period=decade               ! 'decade' is not one of hour, day, week, month and year
            export history --delimiter=:               ! ':' is not one of
            export history --account=nobody            ! no account is recorded as 'nobody'; recorded: main, other
            export history --acc=main                  ! unknown option '--acc'
            """)
    void aMistakeIsReportedInOneLine(String command, String line) {
        Workbench.Ended run = bench.run(command.split(" "));

        assertThat(run.code()).as(run.err()).isEqualTo(64);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(line);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aWrongZoneInTheConfigurationIsReported() {
        Workbench.Ended run = bench.run("export", "history", "--recorder.zone=Atlantis");

        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err())
                .contains("recorder.zone must be a time zone such as")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x'; drop table balance; --", "$$", "%", "100%", "$1", "?", "'", "\\", "{}", "{main", "\"", "%s"
            })
    void aValueIsNoSql(String value) {
        Workbench.Ended account = bench.run("export", "history", "--account", value);
        assertThat(account.code()).as(account.err()).isEqualTo(64);
        assertThat(account.err()).contains("no account is recorded as '" + value + "'", "; recorded: main, other");

        assertThat(lines("export", "history", "--currency", value)).containsExactly(HISTORY_HEADER);

        assertThat(lines("export", "history")).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nforged", "\u001b[2J", "\ud800"})
    void anInvisibleValueIsNoSql(String value) {
        for (String option : List.of("--account", "--currency")) {
            Workbench.Ended run = bench.run("export", "history", option, value);

            assertThat(run.code()).as(run.err()).isIn(0, 64);
            assertThat(run.out()).isEqualTo(run.code() == 0 ? HISTORY_HEADER + "\n" : "");
            assertThat(run.err().lines()).hasSize(run.code() == 0 ? 2 : 1);
            assertThat(run.err()).doesNotContainPattern("[\\p{Cntrl}&&[^\n]]");
        }
    }

    @Test
    void anEmptyDatabaseHasEmptyReports() {
        try (Workbench empty = new Workbench()) {
            Workbench.Ended run = empty.run("export", "history");
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).isEqualTo(HISTORY_HEADER + "\n");

            assertThat(empty.run("export", "latest", "--account=main").err()).contains("recorded: none");
        }
    }

    private static List<String> lines(String... command) {
        String text = text(command);
        return List.of(text.isEmpty() ? new String[0] : text.split("\n"));
    }

    private static String text(String... command) {
        Workbench.Ended run = bench.run(command);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }
}
