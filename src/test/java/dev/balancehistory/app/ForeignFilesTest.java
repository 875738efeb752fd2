package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.report.HistoryWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that other programs have written or changed: what they contain is imported or counted as rejected. */
class ForeignFilesTest {
    private static final String HEADER = "account,exchange,response_time,wallet,currency,balance,available_balance,"
            + "locked_balance,time_source,origin";

    private static Workbench bench;

    @TempDir
    private Path folder;

    @BeforeAll
    static void fill() {
        bench = new Workbench();
        HistoryWriter history = new HistoryWriter(bench.database.sql());
        history.account("kept", "1 hour", "2026-01-01T00:00:00Z");
        history.snapshot("kept", Instant.parse("2026-01-01T00:00:00.123Z"), "BTC 1.50 1.25");
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    private static String line(String account, int second, String currency) {
        return account + ",bitfront,2020-01-01T00:00:%02d.123Z,spot,".formatted(second) + currency
                + ",1.50,1.25,0.25,body,observed";
    }

    private Workbench.Ended imports(byte[] content, String... options) throws IOException {
        Path file = Files.write(folder.resolve("file"), content);
        List<String> command = new ArrayList<>(List.of("import", file.toString()));
        command.addAll(List.of(options));
        return bench.run(command.toArray(String[]::new));
    }

    private Workbench.Ended imports(String content, String... options) throws IOException {
        return imports(content.getBytes(StandardCharsets.UTF_8), options);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\n\n", "\r\r", "\n\r", "\r\r\n"})
    void eachLineIsReadWhateverEndsIt(String end) throws IOException {
        String csv = String.join(end, HEADER, line("ends", 0, "BTC"), line("ends", 0, "ETH"), line("ends", 1, "BTC"));

        for (String content : List.of(csv, csv + end, end + csv, "\ufeff" + csv)) {
            assertThat(imports(content, "--dry-run").out())
                    .contains("2 recorded (3 balances)")
                    .contains("Rejected: 0.");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyMixtureOfLineEndsLosesNoLine(long seed) throws IOException {
        Random random = new Random(seed);
        String[] ends = {"\n", "\r\n", "\r", "\r\r\n", "\n \n"};
        StringBuilder csv = new StringBuilder(HEADER);
        for (int second = 0; second < 50; second++) {
            csv.append(ends[random.nextInt(ends.length)]).append(line("mixed", second, "BTC"));
        }

        assertThat(imports(csv.toString(), "--dry-run").out()).contains("50 recorded (50 balances)");
    }

    /** The text stands between two lines, and may hide one of them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            \\f
            \\u000b
            \\u0085
            \\u2028
            \\u2029
            \\0
            \\ufeff
            \\u001a
            ,
            "
            "\\n
            \\n"
            \\n\\0\\0\\0\\n
            \\n\\u001a\\n
            \\n,,,,,,,,,\\n
            \\n#comment\\n
            \\naccount;exchange;response_time;wallet;currency;balance;available_balance;locked_balance;time_source;origin\\n
            """)
    void nothingVanishesUncounted(String between) throws IOException {
        String csv = String.join("\n", HEADER, line("hid", 0, "BTC"), line("hid", 1, "BTC")) + unescaped(between)
                + line("hid", 2, "BTC") + "\n" + line("hid", 3, "BTC") + "\n";

        Workbench.Ended run = imports(csv, "--dry-run");

        assertThat(run.code()).as(run.err()).isEqualTo(65);
        assertThat(run.err()).containsPattern("file:[34]: the line ");
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\u([0-9a-f]{4})")
                .matcher(text)
                .replaceAll(code -> String.valueOf((char) Integer.parseInt(code.group(1), 16)))
                .translateEscapes();
    }

    @Test
    void aQuoteThatIsNotClosedIsATruncation() throws IOException {
        String csv = HEADER + "\n" + line("cut", 0, "BTC") + "\n"
                + line("cut", 1, "BTC").replace("observed", "\"observed");

        Workbench.Ended run = imports(csv, "--dry-run");

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err()).contains("file:3: the line is not CSV");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{A}\r{B}", "{A} {B}", "{A}\0", "{A}{B}", "[{A},{B}]", "{A}\f{B}", "{A}\n\u001a", "{A}\r"})
    void aResponseFileLosesNothing(String form) throws IOException {
        String response = "{\"timezone\":\"UTC\",\"responseTime\":%d,\"statusCode\":1000,\"statusMessage\":\"SUCCESS\","
                + "\"responseData\":[]}";
        String content = form.replace("{A}", response.formatted(1577836800123L))
                .replace("{B}", response.formatted(1577836801123L));

        Workbench.Ended run =
                imports(content, "--dry-run", "--account=json", "--recorder.accounts.json.exchange=bitfront");

        assertThat(run.out())
                .contains(form.contains("B") ? "Rejected: 1." : form.equals("{A}\r") ? "1 recorded" : "Rejected: 1.");
    }

    @Test
    void bytesBehindACompressedFileAreReported() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(gzip(HEADER + "\n" + line("packed", 0, "BTC") + "\n"));
        bytes.writeBytes((line("packed", 1, "BTC") + "\n").getBytes(StandardCharsets.UTF_8));

        Workbench.Ended run = imports(bytes.toByteArray(), "--dry-run");

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err()).contains("is not compressed by gzip, or is damaged");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"close", "latest", "as-of", "change", "moves", "locked", "days", "total", "gaps", "runs", "seals"
            })
    void anotherReportIsNamed(String report) throws IOException {
        for (String dialect : List.of("--delimiter=,", "--delimiter=tab", "--excel")) {
            String csv = bench.run("export", report, dialect).out();

            for (List<String> options : List.of(List.<String>of(), List.of("--account=kept"))) {
                Workbench.Ended run = imports(csv, options.toArray(String[]::new));

                assertThat(run.code()).isEqualTo(65);
                assertThat(run.err())
                        .hasLineCount(1)
                        .contains("file: it is the report '")
                        .contains("'" + report + "'");
                assertThat(run.out()).contains("0 responses").contains("Rejected: 1.");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sep=;                                      | its first line is an instruction for spreadsheets
            "sep=,"                                    | its first line is an instruction for spreadsheets
            Date,Coin,Amount                           | it is a CSV with the columns Date, Coin, Amount: only the report 'history'
            kept,bitfront,2020-01-01T00:00:00.123Z,spot,BTC,1,1,0,body,observed | it has no header: export it without --no-header
            account,exchange,response_time             | it is a CSV with the columns account, exchange, response_time: only
            Hello                                      | it is neither JSON nor the CSV of 'export history'
            <html>                                     | it is neither JSON nor the CSV of 'export history'
            """)
    void aTextThatIsNoHistoryIsDescribed(String start, String description) throws IOException {
        Workbench.Ended run = imports(start + "\nkept;1;2\n");

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err()).hasLineCount(1).contains("file: " + description);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            account,exchange | exchange,account | its columns have another order
            ,wallet          | ''               | it lacks wallet
            account          | Account          | it has other capitals or separators
            ','              | ':'              | it has other capitals or separators
            origin           | origin,note      | it has other columns too
            """)
    void aHeaderThatDiffersIsDescribedByTheDifference(String part, String other, String description)
            throws IOException {
        String header = HEADER.replace(part.replace("'", ""), other.replace("'", ""));

        assertThat(imports(header + "\n").err())
                .contains("file: its header is not that of 'export history': " + description);
    }

    @ParameterizedTest
    @CsvSource({
        "504b0304140006, workbook",
        "d0cf11e0a1b11ae1, workbook",
        "1f8b0800, compressed twice",
        "425a683931, bzip2",
        "fd377a585a0000, xz",
        "28b52ffd00, zstd",
        "377abcaf271c00, 7z",
        "255044462d312e37, PDF",
        "0000000000, NUL bytes"
    })
    void aBinaryFileIsDescribed(String start, String description) throws IOException {
        byte[] content = Arrays.copyOf(HexFormat.of().parseHex(start), 100);

        byte[] packed = description.equals("compressed twice") ? gzip("x") : content;
        for (byte[] file :
                List.of(description.equals("compressed twice") ? gzipped(packed) : content, gzipped(packed))) {
            Workbench.Ended run = imports(file, "--account=kept");

            assertThat(run.code()).isEqualTo(65);
            assertThat(run.err()).hasLineCount(1).contains(description);
        }
        assertThat(bench.database.count("select from balance_response where state = 'rejected'"))
                .isZero();
    }

    private static byte[] gzipped(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void utf16IsNamed(String encoding) throws IOException {
        byte[] content = (HEADER + "\n" + line("wide", 0, "BTC") + "\n").getBytes(encoding);

        assertThat(imports(content).err()).contains("file: it is UTF-16: save it as UTF-8");
    }

    @Test
    void anAccountThatIsNewOrNotConfiguredIsNamed() throws IOException {
        String csv =
                String.join("\n", HEADER, line("known", 0, "BTC"), line("mistyped", 0, "BTC"), line("kept", 0, "BTC"));
        String known = "--recorder.accounts.known.exchange=bitfront";

        Workbench.Ended dry = imports(csv, "--dry-run", known);
        Workbench.Ended run = imports(csv, known);
        Workbench.Ended again = imports(csv, known);

        assertThat(dry.out()).endsWith("New account: known.\nNew account: mistyped, not configured.\n");
        assertThat(run.out()).endsWith("New account: known.\nNew account: mistyped, not configured.\n");
        assertThat(again.out()).doesNotContain("New account");
    }

    @Test
    void amountsThatASpreadsheetHasRoundedAreNoticed() throws IOException {
        String csv = HEADER + "\n"
                + line("round", 0, "BTC").replace("1.50,1.25,0.25", "1234.56789012345,1234.56789012345,0") + "\n"
                + line("round", 1, "BTC").replace("1.50,1.25,0.25", "12.3456789012345,12.3456789012345,0") + "\n";

        Workbench.Ended run = imports(csv, "--dry-run");

        assertThat(run.code()).isZero();
        assertThat(run.err())
                .hasLineCount(1)
                .contains("file: warning: 4 amounts have exactly 15 digits and none has more");
        assertThat(imports(csv.replace("1234.56789012345", "1234.567890123456"), "--dry-run")
                        .err())
                .isEmpty();
    }

    @Test
    void theFormForSpreadsheetsIsReadIfTheUserStatesIt() throws IOException {
        String csv = (HEADER + "\n" + line("german", 0, "BTC") + "\n")
                .replace(',', ';')
                .replace('.', ',')
                .replace("1,50", "'1,500000000000000001")
                .replace("0,25", "0,250000000000000001")
                .replace("2020-01-01T00:00:00,123Z", "2020-01-01 09:00:00,123");

        assertThat(imports(csv).err()).contains("has a response_time that is a local time: name its zone by --zone");
        assertThat(imports(csv, "--zone=Asia/Seoul").err()).contains("use --decimal=comma");
        assertThat(imports(csv, "--zone=Asia/Seoul", "--decimal=comma").out()).contains("1 recorded");
        assertThat(bench.run("export", "history", "--account=german", "--no-header")
                        .out())
                .isEqualTo("german,bitfront,2020-01-01T00:00:00.123Z,spot,BTC,1.500000000000000001,1.25,"
                        + "0.250000000000000001,body,observed\n");
    }

    @ParameterizedTest
    @CsvSource({
        "--decimal=dot, option '--decimal': 'dot' is not one of point and comma",
        "--zone=Atlantis, option '--zone': 'Atlantis' is not a time zone such as Europe/Berlin"
    })
    void aFormThatIsUnknownIsAUsageError(String option, String message) throws IOException {
        Workbench.Ended run = imports(HEADER + "\n", option);

        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).startsWith("balance-history: " + message);
    }
}
