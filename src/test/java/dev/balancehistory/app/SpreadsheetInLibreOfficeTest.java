package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.balancehistory.app.LibreOffice.Cell;
import dev.balancehistory.report.HistoryWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The reports in LibreOffice. With {@code -Dlibreoffice.required=true} it fails without one. */
class SpreadsheetInLibreOfficeTest {
    private static final Map<String, List<String>> REPORTS = Map.of(
            "close", List.of("--period=month"),
            "history", List.of(),
            "moves", List.of(),
            "latest", List.of());
    private static final Set<String> NUMBERS = Set.of(
            "balance",
            "available_balance",
            "locked_balance",
            "before",
            "after",
            "change",
            "snapshots",
            "expected_snapshots");
    private static final Set<String> GUARDED = Set.of("=X", "007", "1-2", "1E5", "TRUE");
    private static final Set<String> TIMES = Set.of("response_time", "period_start", "period_end");

    @TempDir
    private static Path folder;

    private static Workbench bench;

    /** The language of a spreadsheet, with its number in Calc's options, and the options of the export. */
    private enum Language {
        ENGLISH(1033, ",", "America/New_York"),
        KOREAN(1042, ",", "Asia/Seoul"),
        GERMAN(1031, ";", "Europe/Berlin");

        private final int number;
        private final String delimiter;
        private final String zone;

        Language(int number, String delimiter, String zone) {
            this.number = number;
            this.delimiter = delimiter;
            this.zone = zone;
        }

        /** Returns the sign, quotes, UTF-8, the first line, all columns, the language, and the detection of times. */
        private String filter() {
            return "%d,34,76,1,,%d,false,true".formatted((int) delimiter.charAt(0), number);
        }

        private boolean hasDecimalComma() {
            return this == GERMAN;
        }

        private Path file(String report, String ending) {
            return folder.resolve(this + "-" + report + ending);
        }
    }

    @BeforeAll
    static void openReports() throws IOException {
        Optional<String> program = LibreOffice.installed();
        if (program.isEmpty()) {
            System.err.println(
                    "NO LIBREOFFICE: SpreadsheetInLibreOfficeTest tests nothing here. Install libreoffice-calc.");
            assertThat(Boolean.getBoolean("libreoffice.required"))
                    .as("LibreOffice is required")
                    .isFalse();
        }
        Assumptions.assumeTrue(program.isPresent(), "no LibreOffice");
        fill();
        LibreOffice office = new LibreOffice(program.get(), folder);
        for (Language language : Language.values()) {
            List<Path> files = new ArrayList<>();
            for (String report : REPORTS.keySet()) {
                Path file = language.file(report, ".csv");
                export(report, language, "--excel", "--output=" + file);
                files.add(file);
            }
            office.open(language.filter(), files);
        }
    }

    private static void fill() {
        bench = new Workbench();
        HistoryWriter history = new HistoryWriter(bench.database.sql());
        history.account("main", "1 hour", "2026-06-01T00:00:00Z");
        history.snapshot(
                "main",
                Instant.parse("2026-06-30T22:59:59.123Z"),
                "BTC -1.50 -1.50",
                "DATE 12.10 1.2",
                "ETH 1234.567890123456789012 0",
                "GONE 0.00 0.00",
                "WEI 0.000000000000000001 0");
        history.snapshot(
                "main",
                Instant.parse("2026-07-01T00:00:00Z"),
                "007 1 1",
                "1-2 1 1",
                "1E5 1 1",
                "=X 1 0.5",
                "BTC 2.25 2.2",
                "DATE 31.12 1.234",
                "ETH 0.000000000000000012 0",
                "EUR 123456789012345 0.000123456789012345",
                "KRW 1234567.89 1000000",
                "SIXTEEN 1234567890123456 123456789012345.6",
                "TRUE 1 1",
                "TEN 1000000000000000000 0.10000000000000000000",
                "WEI 0.123456789012345678 0",
                "ZERO 0.00 0");
    }

    @AfterAll
    static void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private static String export(String report, Language language, String... options) {
        List<String> command = new ArrayList<>(List.of("export", report, "--zone=" + language.zone));
        command.addAll(REPORTS.get(report));
        command.addAll(List.of(options));
        if (language.hasDecimalComma() && List.of(options).contains("--excel")) {
            command.add("--decimal=comma");
        }
        Workbench.Ended run = bench.run(command.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }

    static Stream<Arguments> sheets() {
        return Stream.of(Language.values())
                .flatMap(language -> REPORTS.keySet().stream().map(report -> Arguments.of(language, report)));
    }

    /** Compares a sheet with the report as a program reads it. */
    @ParameterizedTest
    @MethodSource("sheets")
    void eachAmountIsANumberAndEachTimeADate(Language language, String report) throws IOException {
        List<Map<String, Cell>> sheet = sheet(language.file(report, ".fods"));
        List<NamedCsvRecord> rows = rows(language, report);

        assertThat(sheet).hasSameSizeAs(rows).hasSizeGreaterThan(5);
        for (int i = 0; i < rows.size(); i++) {
            Map<String, Cell> cells = sheet.get(i);
            assertThat(cells.keySet()).containsExactlyElementsOf(rows.get(i).getHeader());
            rows.get(i)
                    .getFieldsAsMap()
                    .forEach((column, plain) -> assertThat(cells.get(column))
                            .as("%s of %s", column, cells)
                            .satisfies(cell -> check(language, column, plain, cell)));
        }
    }

    private static List<NamedCsvRecord> rows(Language language, String report) throws IOException {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(export(report, language))) {
            return csv.stream().toList();
        }
    }

    private static List<Map<String, Cell>> sheet(Path file) throws IOException {
        List<List<Cell>> rows = LibreOffice.rows(file);
        List<String> names = rows.get(0).stream()
                .map(Cell::text)
                .filter(name -> !name.isEmpty())
                .toList();
        return rows.stream()
                .skip(1)
                .map(row -> {
                    Map<String, Cell> cells = new LinkedHashMap<>();
                    for (int i = 0; i < names.size(); i++) {
                        cells.put(names.get(i), row.get(i));
                    }
                    return cells;
                })
                .toList();
    }

    private static void check(Language language, String column, String plain, Cell cell) {
        assertThat(cell.hasFormula()).isFalse();
        if (plain.isEmpty()) {
            assertThat(cell.type()).isEmpty();
        } else if (NUMBERS.contains(column)) {
            checkNumber(language, plain, cell);
        } else if (TIMES.contains(column)) {
            assertThat(cell.type()).isEqualTo("date");
            assertThat(cell.text().replace(',', '.'))
                    .isEqualTo(plain.substring(0, 23).replace('T', ' '));
        } else if (column.equals("age")) {
            assertThat(cell.type()).isEqualTo("float");
        } else if (column.equals("complete")) {
            assertThat(cell.type()).isIn("boolean", "string");
            assertThat(cell.text()).isEqualToIgnoringCase(plain);
        } else {
            assertThat(cell.type()).isEqualTo("string");
            assertThat(cell.text()).isEqualTo(GUARDED.contains(plain) ? "'" + plain : plain);
        }
    }

    /** Calculates with double, whose 15 digits are exact. */
    private static void checkNumber(Language language, String plain, Cell cell) {
        BigDecimal number = new BigDecimal(plain);
        if (number.stripTrailingZeros().precision() > 15) {
            assertThat(cell.type()).isEqualTo("string");
            assertThat(cell.text()).isEqualTo("'" + (language.hasDecimalComma() ? plain.replace('.', ',') : plain));
        } else {
            assertThat(cell.type()).isEqualTo("float");
            assertThat(new BigDecimal(cell.value())).isEqualByComparingTo(number);
        }
    }
}
