package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.report.HistoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of the reports for spreadsheets, which round numbers, read local formats and know no offsets. */
class SpreadsheetTest {
    private static final String WEI = "1234.567890123456789012";

    private static Workbench bench;

    @BeforeAll
    static void fill() {
        bench = new Workbench();
        HistoryWriter history = new HistoryWriter(bench.database.sql());
        history.account("main", "1 hour", "2026-01-01T00:00:00Z");
        history.snapshot(
                "main",
                Instant.parse("2026-07-01T00:00:00.123Z"),
                "BTC -1.50 -1.50",
                "ETH " + WEI + " 0",
                "EUR 123456789012345 0.000123456789012345",
                "=X 1000000000000000000 0.10000000000000000000");
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    private static List<String> rows(String... command) {
        Workbench.Ended run = bench.run(command);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out().lines().skip(1).toList();
    }

    @Test
    void anAmountThatWouldBeRoundedIsText() {
        assertThat(rows("export", "latest", "--excel"))
                .map(row -> row.split(",")[2] + " " + row.split(",")[3] + " " + row.split(",")[4])
                .containsExactly(
                        "'=X 1000000000000000000 0.10000000000000000000",
                        "BTC -1.50 -1.50",
                        "ETH '" + WEI + " 0",
                        "EUR 123456789012345 0.000123456789012345");
    }

    @Test
    void aPlainReportHasNoMarkOnAmounts() {
        assertThat(bench.run("export", "history").out()).doesNotContain("'").contains(WEI);
    }

    @Test
    void aDecimalCommaIsWrittenBetweenSemicolons() {
        assertThat(rows("export", "latest", "--decimal=comma", "--currency=BTC"))
                .singleElement()
                .asString()
                .startsWith("main;spot;BTC;-1,50;-1,50;0,00;2026-07-01T00:00:00.123Z;P");
        assertThat(rows("export", "latest", "--decimal=comma", "--delimiter=,", "--currency=BTC"))
                .singleElement()
                .asString()
                .startsWith("main,spot,BTC,\"-1,50\",\"-1,50\",\"0,00\",");
        assertThat(rows("export", "latest", "--decimal=point", "--currency=BTC"))
                .singleElement()
                .asString()
                .startsWith("main,spot,BTC,-1.50,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --zone=Asia/Seoul                  | 2026-07-01 09:00:00.123,12.500
            --zone=+02:00                      | 2026-07-01 02:00:00.123,12.500
            --recorder.zone=Asia/Seoul         | 2026-07-01 00:00:00.123,12.500
            """)
    void timesAreLocalAndAgesAreHours(String zone, String cells) {
        assertThat(rows("export", "as-of", "--at=2026-07-01T12:30:00.123Z", "--excel", "--currency=BTC", zone))
                .containsExactly("main,spot,BTC,-1.50,-1.50,0.00," + cells);
    }

    @Test
    void aDecimalCommaIsThatOfTimesAndHoursToo() {
        assertThat(rows(
                        "export",
                        "as-of",
                        "--at=2026-07-01T12:30:00.123Z",
                        "--excel",
                        "--currency=BTC",
                        "--decimal=comma"))
                .containsExactly("main;spot;BTC;-1,50;-1,50;0,00;2026-07-01 00:00:00,123;12,500");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "history", "close", "latest", "as-of", "change", "moves", "total", "locked", "days", "gaps", "runs",
                "seals"
            })
    void everyReportHasTheForm(String report) {
        Workbench.Ended run = bench.run("export", report, "--excel", "--decimal=comma", "--zone=Europe/Berlin");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("\ufeff").doesNotContainPattern("[0-9]\\.[0-9]|T[0-9]{2}:|PT");
    }

    @ParameterizedTest
    @CsvSource({
        "--excel, --zone=UTC",
        "--excel --decimal=comma --zone=Asia/Seoul, --decimal=comma --zone=Asia/Seoul",
        "--decimal=comma, --decimal=comma",
        "--zone=Asia/Seoul, ''",
        "--decimal=comma --delimiter=tab, --decimal=comma"
    })
    void eachFormIsImportedWithAllDigits(String exported, String imported, @TempDir Path folder) throws IOException {
        Path csv = folder.resolve("history.csv");
        List<String> export = new ArrayList<>(List.of("export", "history", "--output=" + csv));
        export.addAll(List.of(exported.split(" ")));
        assertThat(bench.run(export.toArray(String[]::new)).code()).isZero();
        List<String> command = new ArrayList<>(List.of("import", csv.toString()));
        if (!imported.isEmpty()) {
            command.addAll(List.of(imported.split(" ")));
        }
        try (Workbench other = new Workbench()) {
            Workbench.Ended run = other.run(command.toArray(String[]::new));

            assertThat(run.code()).as(run.err() + Files.readString(csv)).isZero();
            assertThat(other.run("export", "history").out())
                    .isEqualTo(bench.run("export", "history").out());
        }
    }

    @Test
    void aNameThatIsANumberIsImportedUnchanged(@TempDir Path folder) {
        Path csv = folder.resolve("history.csv");
        try (Workbench names = new Workbench();
                Workbench other = new Workbench()) {
            HistoryWriter history = new HistoryWriter(names.database.sql());
            history.account("007", null, "2026-01-01T00:00:00Z");
            history.snapshot("007", Instant.parse("2026-07-01T00:00:00Z"), "1E5 1 1", "TRUE 2 2", "1-2 3 3", "'X 4 4");
            assertThat(names.run("export", "history", "--excel", "--output=" + csv)
                            .code())
                    .isZero();

            assertThat(csv).content().contains("'007,", ",'1E5,", ",'TRUE,", ",'1-2,", ",''X,");
            Workbench.Ended run = other.run("import", csv.toString(), "--zone=UTC");
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(other.run("export", "history").out())
                    .isEqualTo(names.run("export", "history").out());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.xlsx", "a.XLS", "a.ods", "a.pdf", "a.html", "a.json", "a.zip", "a.csv.xz", "a.xlsx.gz"})
    void aFileOfAnotherFormatIsRejected(String name, @TempDir Path folder) {
        Workbench.Ended run = bench.run("export", "latest", "--output=" + folder.resolve(name));

        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).hasLineCount(1).contains("option '--output': export writes a CSV");
        assertThat(folder).isEmptyDirectory();
    }
}
