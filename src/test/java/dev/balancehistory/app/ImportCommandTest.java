package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.app.Archive.Fate;
import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.postgres.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives become history, whatever they look like and however often they are imported. */
class ImportCommandTest {
    private static final String FIRST = response("2020-01-01T00:00:00.123Z", "1.50", "1.25");
    private static final String SECOND = response("2020-01-02T00:00:00Z", "2", "2");
    private static final String FAILED =
            "{\"timezone\":\"UTC\",\"responseTime\":1577836900000,\"statusCode\":5000,\"statusMessage\":\"SERVER_ERROR\"}";

    private final Workbench bench = new Workbench().option("--recorder.accounts.main.exchange=bitfront");

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        bench.close();
    }

    private static String response(String time, String balance, String available) {
        return "{\"timezone\":\"UTC\",\"responseTime\":" + Instant.parse(time).toEpochMilli()
                + ",\"statusCode\":1000,\"statusMessage\":\"SUCCESS\",\"responseData\":[{\"currency\":\"BTC\",\"balance\":"
                + balance + ",\"availableBalance\":" + available + "}]}";
    }

    private Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = name.endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(file))
                : Files.newOutputStream(file)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private Workbench.Ended imports(Object... paths) {
        List<String> command = new ArrayList<>(List.of("import", "--account=main"));
        Arrays.stream(paths).map(String::valueOf).forEach(command::add);
        return bench.run(command.toArray(String[]::new));
    }

    private List<String> history() {
        return bench.database.sql().queryForList("""
                        select to_char(response_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ' '
                               || currency || ' ' || balance || ' ' || available_balance
                          from balance join account using (account_id) where name = 'main' order by 1
                        """, String.class);
    }

    private List<String> states() {
        return bench.database
                .sql()
                .queryForList("select state from balance_response order by response_id", String.class);
    }

    private void isProved() {
        Workbench.Ended verified = bench.run("verify");
        assertThat(verified.code()).as(verified.out()).isZero();
    }

    @Test
    void aFileHoldsOneResponse() throws IOException {
        file("archive/b/2.json", SECOND + "\n");
        file("archive/a/1.json", FIRST.replace(",", ",\r\n  ") + "\r\n");
        file("archive/notes.txt", "not for us");

        Workbench.Ended run = imports(folder.resolve("archive"));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "2 files, 2 responses: 2 recorded (2 balances), 0 already recorded, 0 duplicate, 0 conflict,"
                                + " 0 failed. Rejected: 0.",
                        "Skipped, since their names don't end in .json, .ndjson, .jsonl or .csv (or these and .gz):"
                                + " 1 files.",
                        "New account: main.");
        assertThat(history())
                .containsExactly("2020-01-01T00:00:00.123Z BTC 1.50 1.25", "2020-01-02T00:00:00.000Z BTC 2 2");
        isProved();
    }

    @Test
    void theFirstFileOfAFolderByNameCounts() throws IOException {
        // Neither the order of the names nor its reverse.
        for (int i : new int[] {3, 1, 5, 2, 4}) {
            file("archive/" + i + ".json", response("2020-01-01T00:00:00Z", String.valueOf(i), "0"));
        }

        Workbench.Ended run = imports(folder.resolve("archive"));

        assertThat(history()).containsExactly("2020-01-01T00:00:00.000Z BTC 1 0");
        assertThat(run.err().lines().map(line -> line.replaceFirst(".*/(\\d)\\.json:1: conflict: .*", "$1")))
                .containsExactly("2", "3", "4", "5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.ndjson", "a.ndjson.gz", "a.log"})
    void aLineHoldsOneResponse(String name) throws IOException {
        Path file = file(name, FIRST + "\r\n\n" + FAILED + "\n  " + SECOND);

        Workbench.Ended run = imports(file);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("1 files, 3 responses: 2 recorded").contains("1 failed");
        assertThat(states()).containsExactly("recorded", "failed", "recorded");
        assertThat(bench.database.value(
                        "select state_reason from balance_response where state = 'failed'", String.class))
                .isEqualTo("5000 SERVER_ERROR");
        assertThat(bench.database.value(
                        "select convert_from(body, 'UTF8') from balance_response where response_id = 1", String.class))
                .isEqualTo(FIRST);
        isProved();
    }

    @Test
    void standardInputIsAnArchive() {
        InputStream stdin = System.in;
        System.setIn(new ByteArrayInputStream((FIRST + "\n" + SECOND).getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(imports("-").out()).contains("2 recorded");
        } finally {
            System.setIn(stdin);
        }
    }

    @Test
    void aMalformedLineIsReportedAndArchivedAndTheImportContinues() throws IOException {
        Path file =
                file("a.ndjson", FIRST + "\ncurl: (7) Failed to connect\n" + SECOND.substring(0, 90) + "\n" + SECOND);

        Workbench.Ended run = imports(file);

        assertThat(run.code()).as(run.err()).isEqualTo(65);
        assertThat(run.err().lines())
                .containsExactly(
                        file + ":2: it is not valid JSON: Unrecognized token 'curl'; it begins: curl: (7)"
                                + " Failed to connect",
                        file + ":3: it is truncated; it begins: " + SECOND.substring(0, 79) + "…");
        assertThat(run.out()).contains("4 responses: 2 recorded (2 balances)").contains("Rejected: 2.");
        assertThat(states()).containsExactly("recorded", "rejected", "rejected", "recorded");
        assertThat(bench.database.value(
                        "select convert_from(body, 'UTF8') from balance_response where response_id = 2", String.class))
                .isEqualTo("curl: (7) Failed to connect");

        assertThat(imports(file).out())
                .contains("0 recorded (0 balances), 2 already recorded")
                .contains("Rejected: 2.");
        assertThat(states()).hasSize(4);
    }

    @Test
    void aResponseThatAnotherAccountHasRecordedIsImportedOnlyIfTheUserConfirmsIt() throws IOException {
        bench.option("--recorder.accounts.other.exchange=bitfront");
        Path file = file("a.ndjson", FIRST + "\n" + SECOND);
        assertThat(imports(file).code()).isZero();
        Path mistaken = file("b.ndjson", response("2020-01-03T00:00:00Z", "3", "3") + "\n" + SECOND);

        for (Workbench.Ended run : List.of(
                bench.run("import", "--account=other", mistaken.toString()),
                bench.run("import", "--account=other", "--dry-run", mistaken.toString()))) {
            assertThat(run.code()).isEqualTo(65);
            assertThat(run.err())
                    .isEqualTo("balance-history: " + mistaken + ":2: account main has recorded this response already:"
                            + " correct --account, or confirm by --allow-shared that it belongs to both\n");
        }
        assertThat(bench.database.count("select from snapshot")).isEqualTo(2);
        assertThat(accounts()).containsExactly("main bitfront");

        Workbench.Ended confirmed = bench.run("import", "--account=other", "--allow-shared", mistaken.toString());
        assertThat(confirmed.out()).contains("2 recorded");
        // They are there now, whichever account is named.
        assertThat(bench.run("import", "--account=other", mistaken.toString()).out())
                .contains("2 already recorded");
        assertThat(imports(file).out()).contains("2 already recorded");
    }

    @Test
    void otherContentForTheSameTimeIsAConflictAndBothAreStored() throws IOException {
        Path one = file("1.json", FIRST);
        Path other = file("2.json", response("2020-01-01T00:00:00.123Z", "1.51", "1.25"));
        Path same = file("3.json", FIRST.replace(",", ", "));
        Path rounded = file("4.json", response("2020-01-01T00:00:00.123Z", "1.5", "1.25"));

        Workbench.Ended run = imports(one, other, same, rounded);

        assertThat(run.code()).as(run.err()).isEqualTo(65);
        assertThat(run.err().lines())
                .containsExactly(
                        other + ":1: conflict: response 1 has recorded other balances for the same response time",
                        rounded + ":1: conflict: response 1 has recorded other balances for the same response time");
        assertThat(run.out()).contains("1 recorded (1 balances), 0 already recorded, 1 duplicate, 2 conflict");
        assertThat(history()).containsExactly("2020-01-01T00:00:00.123Z BTC 1.50 1.25");
        assertThat(states()).containsExactly("recorded", "conflict", "duplicate", "conflict");

        assertThat(imports(other, one, rounded, same).code()).isEqualTo(65);
        assertThat(states()).hasSize(4);
        isProved();
    }

    @Test
    void aLiveSnapshotIsADuplicate() throws IOException {
        bench.account("main", Holdings.fixed(new Holding("BTC", "1.5", "1.25")));
        bench.exchange.next("key-main", Misbehaviour.responseTime(Instant.parse("2020-01-01T00:00:00.123Z")));
        assertThat(bench.run("record").code()).isZero();
        String body = bench.database.value("select convert_from(body, 'UTF8') from balance_response", String.class);
        Path file = file("a.json", body);

        assertThat(imports(file).out()).contains("1 responses: 0 recorded (0 balances), 1 already recorded");
        assertThat(states()).containsExactly("recorded");
        assertThat(bench.database.value("select origin from balance_response", String.class))
                .isEqualTo("observed");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aRandomArchiveIsImportedExactly(long seed) throws IOException {
        Archive archive = new Archive(seed, 1_500);
        Random random = new Random(seed);
        List<Path> files = new ArrayList<>();
        for (int from = 0; from < archive.lines.size(); ) {
            int to = Math.min(archive.lines.size(), from + 2 + random.nextInt(900));
            String name = "archive/%05d.ndjson%s".formatted(from, random.nextBoolean() ? ".gz" : "");
            files.add(file(name, FIRST_OF_A_FILE + String.join("\n", archive.lines.subList(from, to))));
            from = to;
        }
        int files1 = files.size() - 1;
        List<String> before = bench.database.everything();

        Workbench.Ended dry = imports("--dry-run", folder.resolve("archive"));
        assertThat(bench.database.everything()).isEqualTo(before);
        Workbench.Ended run = imports(folder.resolve("archive"));

        String counts =
                "%d files, %d responses: %d recorded (%d balances), %d already recorded, %d duplicate, %d conflict,"
                        + " %d failed. Rejected: %d.";
        int responses = archive.lines.size() + files.size();
        String expected = counts.formatted(
                files.size(),
                responses,
                archive.of(Fate.RECORDED) + 1,
                archive.history.size() + 1,
                archive.of(Fate.THERE) + files1,
                archive.of(Fate.DUPLICATE),
                archive.of(Fate.CONFLICT),
                archive.of(Fate.FAILED),
                archive.of(Fate.DATA_ERROR));
        String added = "New account: main.";
        assertThat(run.out().lines()).containsExactly(expected, added);
        assertThat(dry.out().lines()).containsExactly("Nothing was written. " + expected, added);
        assertThat(dry.code()).isEqualTo(65);
        assertThat(run.code()).as(run.err()).isEqualTo(65);
        assertThat(dry.err().lines().count()).isEqualTo(run.err().lines().count());
        holds(archive);

        Collections.shuffle(files, random);
        Workbench.Ended again = imports(files.toArray());

        assertThat(again.out())
                .contains("0 recorded (0 balances), %d already recorded"
                        .formatted(archive.of(Fate.RECORDED) + 1 + archive.of(Fate.THERE) + files1));
        holds(archive);
        isProved();
    }

    /** By which a file shows what it is, and which all have. */
    private static final String FIRST_OF_A_FILE = response("2019-01-01T00:00:00Z", "1", "1") + "\n";

    private void holds(Archive archive) {
        List<String> expected = new ArrayList<>(archive.history);
        expected.add("2019-01-01T00:00:00Z BTC 1 1");
        List<String> history = history().stream()
                .map(line -> line.replaceFirst("\\.000Z", "Z"))
                .toList();
        assertThat(history).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(bench.database.count("select from balance_response where state <> 'recorded'"))
                .isEqualTo(archive.kept.size());
        assertThat(bench.database.count("select from snapshot")).isEqualTo(archive.of(Fate.RECORDED) + 1);
    }

    @ParameterizedTest
    @CsvSource({",", "--excel", "--delimiter=;", "--delimiter=tab"})
    void anExportedHistoryIsTheSameHistoryAgain(String dialect) throws IOException {
        imports(file("a.ndjson", FIRST + "\n" + SECOND));
        bench.account(
                "other",
                Holdings.fixed(
                        new Holding("ETH", "2.00", "-0.0"),
                        new Holding("BTC", "7E+2", "1E-30"),
                        new Holding("DUST", "9".repeat(40), "0"),
                        new Holding("\u5e01\u5b89\u4eba\u751f", "0.10", "0.1"),
                        new Holding("=1+1", "1", "1"),
                        new Holding("'=1+1", "2", "2"),
                        new Holding("a,\"b;|", "3", "3")));
        assertThat(bench.run("record", "--account=other").code()).isZero();
        Path csv = folder.resolve("history.csv.gz");
        String[] export = {"export", "history", "--output=" + csv};
        assertThat(bench.run(dialect == null ? export : with(export, dialect)).code())
                .isZero();

        try (Workbench other = new Workbench()) {
            Workbench.Ended run = other.run("import", csv.toString(), "--zone=UTC");

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).contains("3 responses: 3 recorded (9 balances)");
            assertThat(other.run("export", "history").out())
                    .isEqualTo(bench.run("export", "history").out());
            assertThat(other.run("verify"))
                    .matches(verified -> verified.code() == 0)
                    .extracting(Workbench.Ended::out)
                    .asString()
                    .contains("Made from an exported history, not from the exchange's response: 3. ");
            assertThat(bench.run("verify").out()).doesNotContain("Made from");
            assertThat(other.run("import", csv.toString(), "--zone=UTC").out())
                    .contains("0 recorded (0 balances), 3 already recorded");
        }
        assertThat(bench.run("import", csv.toString(), "--zone=UTC").out()).contains("3 duplicate");
    }

    private static String[] with(String[] command, String word) {
        String[] longer = Arrays.copyOf(command, command.length + 1);
        longer[command.length] = word;
        return longer;
    }

    private static final String HEADER = "account,exchange,response_time,wallet,currency,balance,available_balance,"
            + "locked_balance,time_source,origin\n";
    private static final String BTC = "main,bitfront,2020-01-01T00:00:00.123Z,spot,BTC,1.50,1.25,0.25,body,observed\n";
    private static final String ETH = "main,bitfront,2020-01-01T00:00:00.123Z,spot,ETH,2,2,0,body,observed\n";
    private static final String NEXT_DAY = "main,bitfront,2020-01-02T00:00:00.000Z,spot,BTC,3,3,0,http_date,spooled\n";

    @Test
    void theLinesOfASnapshotMayStandAnywhere() throws IOException {
        Path csv = file("a.csv", HEADER + NEXT_DAY + ETH + HEADER + BTC + ETH);

        assertThat(bench.run("import", csv.toString()).out()).contains("2 responses: 2 recorded (3 balances)");
        assertThat(bench.run("export", "history", "--no-header").out()).isEqualTo(BTC + ETH + NEXT_DAY);
    }

    @Test
    void aSpreadsheetsQuotesAndLineEndsAreAccepted() throws IOException {
        String quoted = BTC.replace("main", "\"main\"").replace("1.50", "\"1.50\"");
        Path csv = file("a.csv", ("\ufeff" + HEADER + quoted + ETH).replace("\n", "\r\n"));

        assertThat(bench.run("import", csv.toString()).out()).contains("1 responses: 1 recorded (2 balances)");
        assertThat(history())
                .containsExactly("2020-01-01T00:00:00.123Z BTC 1.50 1.25", "2020-01-01T00:00:00.123Z ETH 2 2");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            main,bitfront,2020-01-01T00:00:00.123Z,spot,ETH,2,2,0.1,body,observed     | has a locked_balance that is not balance less available_balance
            main,bitfront,2020-01-01T00:00:00.123Z,spot,ETH,2E+0,2,0,body,observed    | has a malformed balance: it has an exponent, as spreadsheets write what they have rounded
            main,bitfront,2020-01-01T00:00:00.123Z,spot,ETH,2e+0,2,0,body,observed    | has a malformed balance: it has an exponent, as spreadsheets write what they have rounded
            main,bitfront,2020-01-01T00:00:00.123Z,spot,ETH,"2,0",2,0,body,observed   | has a malformed balance: it has a comma; if it separates decimals, use --decimal=comma
            main,bitfront,2020-01-01T00:00:00.123Z,spot,ETH,2,0,2,0,0,body,observed   | has 12 cells instead of 10
            main,bitfront,2020-01-01T00:00:00.123Z,spot,ETH,2,2,0,observed            | has 9 cells instead of 10
            main,bitfront,2020-01-01T00:00:00.123Z,spot,ETH,2,,0,body,observed        | has a malformed available_balance: it is not a number
            main,bitfront,2020-01-01T00:00:00.123Z,spot,E H,2,2,0,body,observed       | has the currency 'E H', which is no currency code
            main,bitfront,2020-01-01T00:00:00.123Z,Spot,ETH,2,2,0,body,observed       | has an invalid wallet name
            main,bitfront,2020-01-01T00:00:00.123Z,,ETH,2,2,0,body,observed           | has an invalid wallet name
            main,Bitfront,2020-01-01T00:00:00.123Z,spot,ETH,2,2,0,body,observed       | has a malformed exchange
            main,bitfront,2020-01-01T00:00:00.123Z,spot,ETH,2,2,0,bodies,observed     | has an unknown time_source; known: body, exchange_clock, http_date, own_clock, imported
            main,bitfront,2020-01-01T00:00:00.123Z,spot,ETH,2,2,0,body,obser          | has an unknown origin; known: observed, imported, spooled
            main,bitfront,2020-01-01 00:00:00.123,spot,ETH,2,2,0,body,observed        | has a response_time that is a local time: name its zone by --zone
            main,bitfront,2020-01-01T00:00:00.123456Z,spot,ETH,2,2,0,body,observed    | has a response_time that is not an instant in milliseconds
            main,bitfront,+999999999-01-01T00:00:00Z,spot,ETH,2,2,0,body,observed     | has a response_time that is not in the years 1 to 9999
            main,bitfront,+10000-01-01T00:00:00Z,spot,ETH,2,2,0,body,observed         | has a response_time that is not in the years 1 to 9999
            main,bitfront,-0044-03-15T00:00:00Z,spot,ETH,2,2,0,body,observed          | has a response_time that is not in the years 1 to 9999
            ma in,bitfront,2020-01-01T00:00:00.123Z,spot,ETH,2,2,0,body,observed      | has 'ma in' in its first cell, which is no account name
            ,bitfront,2020-01-01T00:00:00.123Z,spot,ETH,2,2,0,body,observed           | has no account name in its first cell
            main,bitfront,2020-01-01T00:00:00.123Z,spot,ETH                           | has 5 cells instead of 10
            """)
    void aSnapshotIsCompleteOrRejected(String bad, String reason) throws IOException {
        Path csv = file("a.csv", HEADER + BTC + bad + "\n" + NEXT_DAY + NEXT_DAY.replace("-02T", "-03T"));

        Workbench.Ended run = bench.run("import", "--account=main", csv.toString());

        assertThat(run.code()).as(run.err()).isEqualTo(65);
        assertThat(run.err()).contains(csv + ":3: the line " + reason + "\n");
        assertThat(run.err())
                .contains(csv + ":2: the snapshot of main at 2020-01-01T00:00:00.123Z is incomplete: line 3,"
                        + " which may be part of it, is rejected\n");
        assertThat(history()).contains("2020-01-03T00:00:00.000Z BTC 3 3").noneMatch(line -> line.contains("01-01"));
        // A line without a snapshot may belong to the next one too.
        assertThat(history()).hasSize(reason.startsWith("has a response") || reason.contains("cell") ? 1 : 2);
        assertThat(bench.database.rows("select state, format, origin, count(*) from balance_response"
                        + " where state = 'rejected' group by state, format, origin"))
                .singleElement()
                .asString()
                .contains("\"format\":\"balance-history/1\",\"origin\":\"imported\"");
        assertThat(bench.database.count("select from balance_response where state = 'rejected' and convert_from(body,"
                        + " 'UTF8') = '" + bad + "'"))
                .as("the line itself")
                .isOne();
        isProved();
    }

    @Test
    void theDocumentedColumnsAreThoseOfAnExport() throws IOException {
        String page = Files.readString(Path.of("docs/import.md"));
        String table = page.substring(page.indexOf("| column | accepted |"), page.indexOf("An exponent or"));

        assertThat(String.join(
                                ",",
                                Pattern.compile("(?m)^\\| (`.*?`) \\|")
                                        .matcher(table)
                                        .results()
                                        .map(cell ->
                                                cell.group(1).replace("`", "").replace(", ", ","))
                                        .toList())
                        + "\n")
                .isEqualTo(HEADER)
                .isEqualTo(bench.run("export", "history").out());
    }

    @Test
    void aHeaderThatLacksColumnsIsRejected() throws IOException {
        Path old = file(
                "old.csv",
                "account,response_time,currency,balance,available_balance,locked_balance,origin\n"
                        + "main,2020-01-01T00:00:00.123Z,BTC,1.50,1.25,0.25,observed\n");
        Path sorted = file("sorted.csv", HEADER.replace("account,exchange", "exchange,account") + BTC);

        Workbench.Ended run = bench.run("import", old.toString(), sorted.toString());

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err().lines())
                .containsExactly(
                        old + ": its header is not that of 'export history': it lacks exchange, wallet, time_source",
                        sorted + ": its header is not that of 'export history': its columns have another order");
        assertThat(bench.database.count("select from account")).isZero();
    }

    @Test
    void aSnapshotOfAnotherExchangeThanTheAccountsIsRejectedAndArchived() throws IOException {
        assertThat(bench.run("import", file("a.csv", HEADER + NEXT_DAY).toString())
                        .code())
                .isZero();
        Path csv = file("b.csv", HEADER + (ETH + BTC).replace("bitfront", "kraken"));

        Workbench.Ended run = bench.run("import", csv.toString());

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err().lines())
                .containsExactly(
                        csv + ":2: the snapshot of main at 2020-01-01T00:00:00.123Z is of the exchange kraken, and the"
                                + " account of bitfront");
        assertThat(run.out()).contains("1 responses: 0 recorded").contains("Rejected: 1.");
        assertThat(history()).containsExactly("2020-01-02T00:00:00.000Z BTC 3 3");
        assertThat(bench.database.rows("select state, format, origin, time_source, state_reason,"
                        + " convert_from(body, 'UTF8') as body from balance_response where state <> 'recorded'"))
                .containsExactly("{\"state\":\"rejected\",\"format\":\"balance-history/1\",\"origin\":\"imported\","
                        + "\"time_source\":\"imported\",\"state_reason\":\""
                        + run.err().strip() + "\","
                        + "\"body\":\"main,kraken,2020-01-01T00:00:00.123Z,spot,BTC,1.50,1.25,body,observed\\n"
                        + "main,kraken,2020-01-01T00:00:00.123Z,spot,ETH,2,2,body,observed\"}");
        isProved();
    }

    @Test
    void linesOfOneSnapshotThatDifferInTheirFactsAreRejected() throws IOException {
        Path csv = file(
                "a.csv",
                HEADER
                        + BTC
                        + ETH.replace("body", "own_clock")
                        + BTC.replace("-01T", "-03T")
                        + ETH.replace("-01T", "-03T").replace("bitfront", "kraken"));

        Workbench.Ended run = bench.run("import", csv.toString());

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err().lines())
                .containsExactly(
                        csv + ":2: the snapshot of main at 2020-01-01T00:00:00.123Z has lines of different time_source",
                        csv + ":4: the snapshot of main at 2020-01-03T00:00:00.123Z has lines of different exchange");
        assertThat(history()).isEmpty();
        assertThat(states()).containsExactly("rejected", "rejected");
        isProved();
    }

    @Test
    void aNewAccountTakesTheExchangeOfTheFile() throws IOException {
        Path csv =
                file("a.csv", HEADER + (BTC + ETH).replace("bitfront", "gemini").replace("ETH", "XETH"));

        // The configuration is for the responses of accounts whose files do not name an exchange.
        Workbench.Ended run = bench.run("import", csv.toString(), "--recorder.accounts.main.exchange=bitfront");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(accounts()).containsExactly("main gemini");
        assertThat(bench.database.value("select format from balance_response", String.class))
                .isEqualTo("balance-history/1");
        assertThat(bench.run("export", "history").out())
                .isEqualTo(HEADER + (BTC + ETH).replace("bitfront", "gemini").replace("ETH", "XETH"));
        isProved();

        Workbench.Ended json = imports(file("a.json", FIRST));
        assertThat(json.code()).isEqualTo(78);
        assertThat(json.err())
                .isEqualTo("balance-history: the account is recorded from gemini; recorder.accounts.main.exchange can't"
                        + " become bitfront: give it a new name\n");
    }

    @Test
    void aResponseOfANewAccountNeedsTheConfiguredExchange() throws IOException {
        Path file = file("a.json", FIRST);

        Workbench.Ended mistaken = imports(file, "--recorder.accounts.main.exchange=bitfornt");
        assertThat(mistaken.code()).isEqualTo(78);
        assertThat(mistaken.err())
                .startsWith("balance-history: recorder.accounts.main.exchange must be one of binance, bitfront,");
        Workbench.Ended missing = bench.run("import", "--account=other", file.toString());
        assertThat(missing.code()).isEqualTo(78);
        assertThat(missing.err())
                .startsWith("balance-history: recorder.accounts.other.exchange is missing: set it to one of binance,");
        assertThat(accounts())
                .as("an account keeps its exchange, so a mistake must not become one")
                .isEmpty();

        assertThat(imports(file).code()).isZero();
        assertThat(accounts()).containsExactly("main bitfront");
        assertThat(bench.database.value("select format from balance_response", String.class))
                .isEqualTo("bitfront/1");
        Workbench.Ended changed = imports(file, "--recorder.accounts.main.exchange=bitfornt");
        assertThat(changed.code()).isEqualTo(78);
        assertThat(changed.err()).contains("recorder.accounts.main.exchange can't become bitfornt");
    }

    @Test
    void aRejectedLineAddsNoAccount() throws IOException {
        Path csv = file(
                "a.csv",
                HEADER + "garbage\n"
                        + NEXT_DAY.replace("3,3,0", "3,3,1")
                                .replace("bitfront", "bitfornt")
                                .replace("-02T", "-01T")
                        + NEXT_DAY.replace("bitfront", "kraken").replace("-02T", "-09T")
                        + "other" + NEXT_DAY.substring("main".length()).replace("3,3,0", "3,3,1"));

        Workbench.Ended run = bench.run("import", csv.toString());

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err().lines()).hasSize(3);
        assertThat(accounts()).containsExactly("main kraken");
        assertThat(states()).containsExactly("recorded");
        assertThat(imports("--dry-run", csv).out()).contains("0 recorded (0 balances), 1 already recorded");
    }

    private List<String> accounts() {
        return bench.database
                .sql()
                .queryForList("select name || ' ' || exchange from account order by 1", String.class);
    }

    @Test
    void aSnapshotThatListsACurrencyTwiceIsRejected() throws IOException {
        Path csv = file("a.csv", HEADER + BTC + BTC.replace("1.50,1.25", "1.75,1.50") + NEXT_DAY);

        Workbench.Ended run = bench.run("import", csv.toString());

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err().lines())
                .containsExactly(
                        csv + ":2: the snapshot of main at 2020-01-01T00:00:00.123Z lists the currency BTC twice");
        assertThat(history()).containsExactly("2020-01-02T00:00:00.000Z BTC 3 3");
    }

    @Test
    void aSnapshotOfDifferentOriginsIsRejected() throws IOException {
        Path csv = file("a.csv", HEADER + BTC + ETH.replace("observed", "spooled") + NEXT_DAY);

        Workbench.Ended run = bench.run("import", csv.toString());

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err().lines())
                .containsExactly(
                        csv + ":2: the snapshot of main at 2020-01-01T00:00:00.123Z has lines of different origin");
        assertThat(history()).containsExactly("2020-01-02T00:00:00.000Z BTC 3 3");
    }

    @Test
    void aConflictingSnapshotHasTheOriginImported() throws IOException {
        Path one = file("a.csv", HEADER + BTC);
        Path other = file("b.csv", HEADER + BTC.replace("1.50,1.25", "1.75,1.50"));

        assertThat(bench.run("import", one.toString(), other.toString()).code()).isEqualTo(65);

        assertThat(bench.database
                        .sql()
                        .queryForList(
                                "select state || ' ' || origin from balance_response order by response_id",
                                String.class))
                .containsExactly("recorded observed", "conflict imported");
    }

    @Test
    void onlyTheNamedAccountIsImported() throws IOException {
        Path csv = file("a.csv", HEADER + BTC + ETH.replace("main", "other"));

        Workbench.Ended run = imports(csv);

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err().lines())
                .containsExactly(
                        csv + ":3: the snapshot of other at 2020-01-01T00:00:00.123Z is not of the account main");
        assertThat(bench.database.count("select from account")).isOne();
    }

    @Test
    void aTruncatedArchiveIsImportedUpToItsEnd() throws IOException {
        Path whole = file("a.ndjson.gz", FIRST + "\n" + SECOND + "\n" + "x".repeat(100_000));
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut.ndjson.gz");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 20));

        Workbench.Ended run = imports(cut);

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err()).contains(cut + ": it can't be read to its end: Unexpected end of ZLIB input stream");
        assertThat(history()).hasSize(2);
    }

    /** There may have been more of its lines. */
    @Test
    void theLastSnapshotOfATruncatedFileIsRejected() throws IOException {
        byte[] whole = Files.readAllBytes(file("a.csv.gz", HEADER + BTC + NEXT_DAY + "x".repeat(100_000)));
        Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length - 20));

        Workbench.Ended run = bench.run("import", cut.toString());

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err())
                .contains("is incomplete: the file is truncated in or after it")
                .contains(cut + ": it can't be read to its end: Unexpected end of ZLIB input stream");
        assertThat(history()).containsExactly("2020-01-01T00:00:00.123Z BTC 1.50 1.25");
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheResponse() throws IOException {
        Path lines = file("a.ndjson", "\ufeff" + FIRST + "\n" + "\ufeff" + SECOND + "\n");

        Workbench.Ended run = imports(lines);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(history()).hasSize(2);
        assertThat(bench.run("verify").code()).isZero();
    }

    @Test
    void aFileThatIsNoArchiveIsReportedOnce() throws IOException {
        Path page = file("page.html", "<html>\n<body>\nLogin\n</body>\n</html>\n");
        Path empty = file("empty.json", "");

        Path blank = file("blank.ndjson", "\n \r\n\n");

        Workbench.Ended run = imports(page, empty, blank);

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err().lines())
                .containsExactly(
                        page
                                + ": it is not valid JSON: Unexpected character ('<' (code 60)); it begins:"
                                + " <html>?<body>?Login?"
                                + "</body>?</html>",
                        empty + ": it is empty",
                        blank + ": it is empty");
    }

    @Test
    void aLineThatIsTooLongIsNotReadIntoMemory() throws IOException {
        Path file = file("a.ndjson", FIRST + "\n{\"x\":\"" + "y".repeat(200_000) + "\"}\n" + SECOND);

        Workbench.Ended run = bench.option("--recorder.http.max-response-bytes=100KB")
                .run("import", "--account=main", file.toString());

        assertThat(run.err().lines()).containsExactly(file + ":2: the line has more than 102400 bytes");
        assertThat(history()).hasSize(2);
        assertThat(bench.database.value(
                        "select length(body) from balance_response where state = 'rejected'", Integer.class))
                .isEqualTo(64 << 10);
    }

    @Test
    void aLineOfACsvFileThatIsTooLongIsRejected() throws IOException {
        Path csv = file("a.csv", HEADER + BTC + ETH.replace("2,2", "0".repeat(200_000) + "2,2") + NEXT_DAY);

        Workbench.Ended run = bench.option("--recorder.http.max-response-bytes=100KB")
                .run("import", "--account=main", csv.toString());

        assertThat(run.err()).contains(csv + ":3: the line is longer than any line of an export\n");
    }

    @Test
    void aLargeResponseIsStoredUnchanged() throws IOException {
        String large = SECOND.replaceFirst(",", "," + " ".repeat(200_000));

        assertThat(imports(file("a.ndjson", FIRST + "\n" + large)).out()).contains("2 recorded (2 balances)");

        assertThat(bench.database.value(
                        "select convert_from(body, 'UTF8') from balance_response where length(body) > 1000",
                        String.class))
                .isEqualTo(large);
        isProved();
    }

    @Test
    void anEmptyFileNeedsNoNameOfAnAccount() throws IOException {
        Path empty = file("empty.json", "");
        Path blank = file("blank.json", "\n\n");

        Workbench.Ended run = bench.run("import", empty.toString(), blank.toString());

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err().lines()).containsExactly(empty + ": it is empty", blank + ": it is empty");
    }

    @Test
    void aMistakenExchangeRegistersNoAccount() throws IOException {
        Path file = file("a.ndjson", FIRST + "\n" + SECOND + "\n");
        String[] mistaken = {"import", "--account=other", file.toString(), "--recorder.accounts.other.exchange=upbit"};

        Workbench.Ended rejected = bench.run(mistaken);

        assertThat(rejected.code()).isEqualTo(65);
        assertThat(rejected.out()).contains("Rejected: 2.").doesNotContain("New account");
        assertThat(bench.database.count("select from account where name = 'other'"))
                .isZero();
        assertThat(bench.run(
                                "import",
                                "--account=other",
                                file.toString(),
                                "--recorder.accounts.other.exchange=bitfront")
                        .out())
                .contains("2 recorded", "New account: other.");

        Workbench.Ended contradicting = bench.run(mistaken);

        assertThat(contradicting.code()).isEqualTo(78);
        assertThat(contradicting.err())
                .contains("the account is recorded from bitfront; recorder.accounts.other.exchange can't become upbit:"
                        + " give it a new name");
    }

    @Test
    void responsesNeedTheNameOfTheirAccount() throws IOException {
        Path file = file("a.json", FIRST);

        Workbench.Ended run = bench.run("import", file.toString());

        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err())
                .isEqualTo("balance-history: " + file
                        + " does not name the account of its responses: name it with --account\n");
        assertThat(states()).isEmpty();
    }

    @Test
    void aMissingFileIsReportedBeforeTheImportStarts() throws IOException {
        Path file = file("a.json", FIRST);

        Workbench.Ended run = imports(file, folder.resolve("missing"));

        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("missing: there is no such file or folder");
        assertThat(states()).isEmpty();
    }

    @Test
    void linksToFoldersAndFilesAreFollowed() throws IOException {
        file("elsewhere/below/1.json", FIRST);
        Path second = file("2.txt", SECOND);
        Path archive = Files.createDirectories(folder.resolve("archive"));
        Files.createSymbolicLink(archive.resolve("linked"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(archive.resolve("2.json"), second);
        Path link = Files.createSymbolicLink(folder.resolve("link"), archive);

        Workbench.Ended run = imports(link);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("2 files, 2 responses: 2 recorded");
    }

    @Test
    void aBrokenOrCircularLinkIsReported() throws IOException {
        Path nowhere =
                Files.createSymbolicLink(file("a/1.json", FIRST).resolveSibling("2.json"), folder.resolve("gone"));
        Path back = Files.createSymbolicLink(file("b/1.json", SECOND).resolveSibling("back"), folder.resolve("b"));

        Workbench.Ended one = imports(folder.resolve("a"));
        Workbench.Ended other = imports(folder.resolve("b"));

        assertThat(one.code()).isEqualTo(65);
        assertThat(one.err()).startsWith(nowhere + ": it can't be read to its end: ");
        assertThat(one.out()).contains("1 recorded");
        assertThat(other.code()).isEqualTo(64);
        assertThat(other.err())
                .isEqualTo("balance-history: " + back
                        + " is a link back to a folder that contains it: remove the link, or name the files\n");
    }

    @Test
    void aFolderWithoutArchivesIsReported() throws IOException {
        file("archive/1.json", FIRST);
        Path other = file("other/notes.txt", "not for us").getParent();

        Workbench.Ended run = imports(folder.resolve("archive"), other);

        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err())
                .isEqualTo("balance-history: " + other + " has nothing to import: no file in it or below ends in"
                        + " .json, .ndjson, .jsonl or .csv (or these and .gz); others: 1\n");
        assertThat(states()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            balance_response where response_id = 1 | the snapshot has no response
            snapshot where response_id = 1         | balances have no snapshot
            """)
    void aDamagedHistoryIsReported(String damage, String words) throws IOException {
        Path file = file("a.ndjson", FIRST + "\n" + SECOND);
        assertThat(imports(file).code()).isZero();
        bench.database
                .sql()
                .execute("set session_replication_role = replica;"
                        + " alter table balance_response disable trigger all; alter table snapshot disable trigger all;"
                        + " delete from " + damage);

        for (Workbench.Ended run : List.of(imports(file), imports("--dry-run", file))) {
            assertThat(run.code()).as(run.err()).isEqualTo(65);
            assertThat(run.err())
                    .isEqualTo("balance-history: the history is damaged: " + words
                            + " at 2020-01-01T00:00:00.123Z of account main (" + file + ":1): run 'verify'\n");
        }
    }

    @Test
    void theJobMetadataHasTheImport() throws IOException {
        imports(file("a.ndjson", FIRST + "\n" + SECOND));
        imports(file("b.ndjson", "nothing"));

        assertThat(bench.database.rows("select job, status, exit_code, responses, snapshots, rows, message from"
                        + " run_history order by started_at"))
                .containsExactly(
                        "{\"job\":\"importBalances\",\"status\":\"COMPLETED\",\"exit_code\":0,\"responses\":2,\"snapshots\":2,"
                                + "\"rows\":2,\"message\":null}",
                        "{\"job\":\"importBalances\",\"status\":\"FAILED\",\"exit_code\":65,\"responses\":1,\"snapshots\":0,"
                                + "\"rows\":0,\"message\":\"rejected: 1; main: rejected: " + folder
                                + "/b.ndjson: it is not valid JSON: Unrecognized token 'nothing'; it begins:"
                                + " nothing\"}");
    }

    @Test
    @Tag("K1")
    void anImportMarksADeadImportAsFailed() throws IOException {
        Path file = file("a.ndjson", FIRST);
        assertThat(imports(file).code()).isZero();
        bench.database.sql().execute("update batch.batch_job_execution set status = 'STARTED', end_time = null");

        assertThat(imports(file).code()).isZero();

        assertThat(bench.database.rows("select status, message from run_history order by started_at"))
                .containsExactly(
                        "{\"status\":\"FAILED\",\"message\":\"the process ended before the run did\"}",
                        "{\"status\":\"COMPLETED\",\"message\":null}");
    }

    @Test
    void aRecorderMayImport() throws IOException {
        bench.database.sql().execute(Files.readString(Path.of("db/roles.sql")).replaceAll("(?m)^\\\\.*$", ""));
        TestDatabase.Login recorder = bench.database.login("balance_recorder");
        bench.option("--spring.datasource.username=" + recorder.user())
                .option("--spring.datasource.password=" + recorder.password())
                .option("--spring.flyway.enabled=false");

        assertThat(imports(file("a.ndjson", FIRST + "\n" + SECOND + "\nbad")).err())
                .doesNotContain("right");
        assertThat(history()).hasSize(2);
        assertThat(bench.run(
                                "import",
                                file("a.csv", HEADER + ETH.replace("-01T", "-05T"))
                                        .toString())
                        .code())
                .isZero();
        assertThat(imports("--dry-run", file("c.ndjson", FIRST)).out()).contains("1 already recorded");
    }
}
