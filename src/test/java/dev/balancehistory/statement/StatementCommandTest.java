package dev.balancehistory.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.app.Workbench;
import dev.balancehistory.statement.StatementHistory.Currency;
import dev.balancehistory.statement.StatementHistory.Hole;
import dev.balancehistory.support.CleanProcess;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command: its files, its exit codes, and the pages of unusual histories. */
class StatementCommandTest {
    private static final List<Hole> NO_HOLES = List.of();

    @TempDir
    private Path folder;

    private StatementRuns runs;

    @BeforeEach
    void open() {
        runs = new StatementRuns(folder);
    }

    @AfterEach
    void close() {
        runs.close();
    }

    private void day(String account, String... balances) {
        runs.history().writer().account(account, "1 hour", "2025-10-01T00:00:00Z");
        for (int hour = 0; hour < 24; hour++) {
            runs.history()
                    .writer()
                    .snapshot(account, Instant.parse("2025-10-01T00:00:00Z").plusSeconds(3_600L * hour), balances);
        }
    }

    private void month(String account, List<Hole> holes, Currency... currencies) {
        runs.history()
                .account(account, "1 hour", "2025-09-30T12:00:00Z", "2025-11-01T12:00:00Z", holes, List.of(currencies));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void thePageTheCsvAndTheirChecksumsAreWritten() throws IOException {
        month("main", NO_HOLES, new Currency("BTC", "10", "1", 8, 5, 0));
        Workbench.Ended run = runs.statement("2025-10");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(files())
                .containsExactly("statement-2025-10.csv", "statement-2025-10.html", "statement-2025-10.sha256");
        Process check = CleanProcess.of("sha256sum", "--check", "--strict", "statement-2025-10.sha256")
                .directory(folder.toFile())
                .start();
        assertThat(Patience.untilEnd(check)).isZero();
        assertThat(runs.read("statement-2025-10.html"))
                .contains(runs.read("statement-2025-10.sha256").substring(0, 64));
    }

    @Test
    void aFileThatExistsIsReplacedOnlyOnRequest() throws IOException {
        day("main", "BTC 1 1");
        Files.writeString(folder.resolve("my.csv"), "mine");
        String[] command = {"statement", "--period=2025-10", "--output=" + folder.resolve("my.html")};
        Workbench.Ended run = runs.run(command);

        assertThat(run.code()).isEqualTo(73);
        assertThat(run.err()).contains("my.csv exists").hasLineCount(1);
        assertThat(files()).containsExactly("my.csv");
        assertThat(runs.run(command[0], command[1], command[2], "--overwrite").code())
                .isZero();
        assertThat(files()).containsExactly("my.csv", "my.html", "my.sha256");
    }

    @Test
    void aFolderThatDoesNotExistIsNotCreated() {
        day("main", "BTC 1 1");
        Workbench.Ended run = runs.run("statement", "--period=2025-10", "--output=" + folder.resolve("none"));

        assertThat(run.code()).isEqualTo(73);
        assertThat(run.err()).contains("none is not a directory: create it").hasLineCount(1);

        Workbench.Ended file = runs.run("statement", "--period=2025-10", "--output=" + folder.resolve("none/my.html"));
        assertThat(file.code()).isEqualTo(73);
        assertThat(file.err()).contains("none is not a directory: create it").hasLineCount(1);
    }

    @Test
    void theSameHistoryGivesTheSameBytes() {
        month(
                "main",
                List.of(new Hole("2025-10-05T00:00:00Z", "2025-10-06T00:00:00Z")),
                new Currency("BTC", "10", "1", 8, 5, 3));
        String page = runs.page("2025-10", "--zone=Europe/Berlin").html();
        String csv = runs.read("statement-2025-10.csv");
        runs.history().writer().snapshot("main", Instant.parse("2025-12-01T00:00:00Z"), "BTC 7 7", "NEW 1 1");

        assertThat(runs.page("2025-10", "--zone=Europe/Berlin").html()).isEqualTo(page);
        assertThat(runs.read("statement-2025-10.csv")).isEqualTo(csv);
    }

    @Test
    void theCommandOnThePageMakesTheSamePage() {
        day("main", "BTC 1 1");
        day("other", "BTC 2 2");
        HtmlPage page = runs.page("2025-10", "--zone=Asia/Seoul", "--account=main", "--lang=ko", "--no-script");
        String command = "statement --period=2025-10 --zone=Asia/Seoul --lang=ko --prepared=2025-12-31T00:00:00Z"
                + " --account=main --no-script";

        assertThat(page.text()).contains("balance-history " + command);
        assertThat(runs.run((command + " --overwrite --output=" + folder).split(" "))
                        .code())
                .isZero();
        assertThat(runs.read("statement-2025-10.html")).isEqualTo(page.html());
    }

    @Test
    void aLaterAccountOrSnapshotDoesNotChangeThePage() {
        day("main", "BTC 1 1");
        day("other", "BTC 2 2");
        HtmlPage page = runs.page("2025-10");
        String command =
                "statement --period=2025-10 --zone=UTC --lang=en --prepared=2025-12-31T00:00:00Z --account=main --account=other";
        assertThat(page.text()).contains("balance-history " + command, "--account=main --account=other");

        day("added", "BTC 3 3");
        runs.history().writer().snapshot("main", Instant.parse("2026-01-02T00:00:00Z"), "BTC 4 4");

        assertThat(runs.run((command + " --overwrite --output=" + folder).split(" "))
                        .code())
                .isZero();
        assertThat(runs.read("statement-2025-10.html")).isEqualTo(page.html());
    }

    @Test
    void textFromOutsideIsEscaped() {
        String hostile = "</script><img/src=x/onerror=alert(1)>";
        day("main", "<script>alert(1)</script> 1 1", "a'b\"c&d\u2028 2 2", "</style>{} {x}\\ 3 3", "BTC 4 4");
        runs.history()
                .writer()
                .snapshot(
                        "main",
                        Instant.parse("2025-10-02T00:00:00Z"),
                        "BTC 5 4.5",
                        "</style>{} {x}\\ 4 4",
                        "<script>alert(1)</script> 2 1");
        runs.history().writer().unrecorded("main", "2025-10-01T23:45:00Z", "failed", 500, hostile, 0);
        runs.history().writer().snapshot("main", Instant.parse("2025-10-02T09:00:00Z"), "BTC 6 6");
        runs.history().writer().unrecorded("main", "2025-10-02T05:00:00Z", "failed", 500, hostile, 0);
        HtmlPage page = runs.page("2025-10");

        assertThat(page.html()).doesNotContain("<script>alert", "<img").doesNotContainPattern("(?i)\\son\\w+=\"");
        assertThat(page.count("<script")).isEqualTo(2);
        assertThat(page.count("<style")).isEqualTo(1);
        assertThat(page.json()).doesNotContain("<", ">", "&", "\u2028");
        assertThat(page.text()).contains("<script>alert(1)</script>", "a'b\"c&d", hostile);
        assertThat(page.data().get("gaps").get("1").get(0).get(2).stringValue()).contains(hostile);
    }

    @Test
    void thePageLoadsNothing() {
        month("main", NO_HOLES, new Currency("BTC", "10", "1", 8, 5, 3));
        HtmlPage page = runs.page("2025-10");

        assertThat(page.html())
                .doesNotContainPattern("\\sstyle=")
                .doesNotContainPattern("\\son\\w+=")
                .doesNotContainPattern("https?:")
                .doesNotContain("url(", "@import", "<link", "<iframe", "src=")
                .contains("default-src &#39;none&#39;; style-src &#39;sha256-")
                .contains("base-uri &#39;none&#39;; form-action &#39;none&#39;");
        HtmlPage plain = runs.page("2025-10", "--no-script");
        assertThat(plain.html()).doesNotContain("<script", "script-src");
        assertThat(plain.numbers()).isEqualTo(page.numbers());
    }

    @Test
    void manyDigitsAreShownBelowEachOther() {
        day("main", "DAI 1234567.123456789012345678 0", "BTC 1 1");
        runs.history()
                .writer()
                .snapshot("main", Instant.parse("2025-10-02T00:00:00Z"), "DAI 0.000000000000000001 0", "BTC 1 1");
        HtmlPage page = runs.page("2025-10");

        assertThat(page.html()).contains("<table class=\"blocks\">").doesNotContain("<table class=\"wide\">");
        assertThat(page.numbers()).contains("1234567.123456789012345678", "0.000000000000000001");
        assertThat(page.text()).contains("no snapshot");
    }

    @Test
    void manyGapsAreListedInTheCsvOnly() {
        List<Hole> holes = Stream.iterate(Instant.parse("2025-10-01T00:00:00Z"), start -> start.plusSeconds(2 * 3_600))
                .limit(300)
                .map(start ->
                        new Hole(start.toString(), start.plusSeconds(3_600).toString()))
                .toList();
        month("main", holes, new Currency("BTC", "10", "1", 8, 5, 0));
        HtmlPage page = runs.page("2025-10");

        assertThat(page.text()).contains("300 missing in 300 gaps").contains("The other 250 gaps, which the CSV lists");
        assertThat(runs.csv("2025-10").stream()
                        .filter(row -> row.getField("measure").equals("gap_missing_snapshots")))
                .hasSize(300);
        assertThat(page.html()).hasSizeLessThan(100_000);
    }

    @Test
    void aMonthWithAClockChangeHasItsHours() {
        runs.history()
                .account(
                        "main",
                        "1 hour",
                        "2025-02-27T00:00:00Z",
                        "2025-11-03T00:00:00Z",
                        NO_HOLES,
                        List.of(new Currency("BTC", "10", "1", 8, 5, 0)));

        assertThat(runs.page("2025-03", "--zone=Europe/Berlin").text())
                .contains("743 of 743 expected snapshots were recorded (100.00\u00a0%). None is missing.")
                .contains("Europe/Berlin (UTC+01:00, UTC+02:00)");
        HtmlPage october = runs.page("2025-10", "--zone=Europe/Berlin");
        assertThat(october.text())
                .contains("745 of 745 expected snapshots")
                .contains("Europe/Berlin (UTC+02:00, UTC+01:00)");
        // 29 days and an hour of 31 days and an hour.
        assertThat(october.html()).contains("<text x=\"93.56%\" y=\"11\" class=\"tick\">30</text>");
        assertThat(october.data().get("offsets").toString()).isEqualTo("[[0,7200],[2170800,3600]]");
    }

    @Test
    void aRepeatedHourIsShownWithItsOffset() {
        day("main", "BTC 1 1");
        runs.history().writer().snapshot("main", Instant.parse("2025-10-26T00:30:00Z"), "BTC 2 2");
        HtmlPage page = runs.page("2025-10", "--zone=Europe/Berlin");

        assertThat(page.text()).contains("closing: snapshot of 26 Oct 2025 02:30:00.000 UTC+02:00");
    }

    @Test
    void aPeriodWithoutASnapshotEndsWith75() {
        day("main", "BTC 1 1");
        Workbench.Ended run = runs.statement("2025-11");

        assertThat(run.code()).isEqualTo(75);
        assertThat(new HtmlPage(runs.read("statement-2025-11.html")).text())
                .contains("0 of 720 expected snapshots were recorded (0.00\u00a0%).")
                .contains("no snapshot in the period")
                .contains("no snapshot");
    }

    @Test
    void noRecordedAccountIsATemporaryFailure() throws IOException {
        Workbench.Ended run = runs.statement("2025-11");

        assertThat(run.code()).isEqualTo(75);
        assertThat(run.err()).isEqualTo("balance-history: no account was ever recorded\n");
        assertThat(files()).isEmpty();
    }

    @Test
    void aNamedAccountIsShownAlone() {
        day("main", "BTC 1 1");
        day("other", "BTC 2 2");
        HtmlPage page = runs.page("2025-10", "--account=other");

        assertThat(page.text()).contains("Account other").doesNotContain("main", "All accounts");
        Workbench.Ended run = runs.statement("2025-10", "--account=none");
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("no account is recorded as 'none'");
    }

    @Test
    void eachWalletHasARowAndTheSumIsOverAllOfThem() {
        day("main", "spot BTC 1.5 1.5", "trading BTC 2.25 2", "trading USDT 7 7");
        runs.history()
                .writer()
                .snapshot(
                        "main",
                        Instant.parse("2025-10-02T00:00:00Z"),
                        "spot BTC 1 1",
                        "trading BTC 3 2",
                        "trading USDT 7 7");
        HtmlPage page = runs.page("2025-10");

        assertThat(page.text()).contains("All accounts").contains("BTC spot").contains("BTC trading");
        assertThat(page.numbers()).contains("4", "1", "3");
        assertThat(page.count("<figure")).isEqualTo(2);
        assertThat(page.text()).contains("Unchanged in all snapshots: USDT (trading)");
    }

    @Test
    void aBalanceThatIsAlwaysZeroIsOnlyNamed() {
        day("main", "BTC 1 1", "DUST 0.00 0");
        HtmlPage page = runs.page("2025-10");

        assertThat(page.text()).contains("Zero in all snapshots: DUST").contains("Unchanged in all snapshots: BTC");
        assertThat(page.html()).doesNotContain("<figure", "<script");
        assertThat(runs.csv("2025-10").stream()
                        .filter(row -> row.getField("currency").equals("DUST")))
                .isNotEmpty();
    }

    private void manyPictures(String... accounts) {
        String[] first = new String[101];
        String[] second = new String[101];
        Arrays.setAll(first, i -> "C" + i + " 1 1");
        Arrays.setAll(second, i -> "C" + i + " 2 1");
        for (String account : accounts) {
            day(account, first);
            runs.history().writer().snapshot(account, Instant.parse("2025-10-02T00:00:00Z"), second);
        }
    }

    @Test
    void moreThanTwoHundredPicturesHaveAFileForEachAccount() throws IOException {
        manyPictures("main", "other");
        HtmlPage overview = runs.page("2025-10");

        assertThat(files())
                .containsExactly(
                        "statement-2025-10.csv",
                        "statement-2025-10.html",
                        "statement-2025-10.main.html",
                        "statement-2025-10.other.html",
                        "statement-2025-10.sha256");
        assertThat(overview.html())
                .contains("<a href=\"statement-2025-10.main.html\">")
                .doesNotContain("<figure");
        HtmlPage page = new HtmlPage(runs.read("statement-2025-10.main.html"));
        assertThat(page.count("<figure")).isEqualTo(101);
        assertThat(page.html()).contains("<a href=\"statement-2025-10.html\">");
        assertThat(page.text()).contains("Account main").doesNotContain("Account other");
        assertThat(runs.read("statement-2025-10.sha256")).hasLineCount(4);
    }

    @Test
    void thePagesOfAccountsDifferInMoreThanCase() throws IOException {
        manyPictures("MAIN", "main");
        HtmlPage overview = runs.page("2025-10");

        assertThat(files()).contains("statement-2025-10.MAIN.html", "statement-2025-10.main~2.html");
        assertThat(overview.html())
                .contains("<a href=\"statement-2025-10.MAIN.html\">")
                .contains("<a href=\"statement-2025-10.main~2.html\">");
        assertThat(runs.read("statement-2025-10.main~2.html")).contains("<b>main</b>");
    }

    @Test
    void aPictureIsSmall() {
        month(
                "main",
                List.of(new Hole("2025-10-05T00:00:00Z", "2025-10-06T00:00:00Z")),
                new Currency("BTC", "10", "1", 8, 3, 0),
                new Currency("ETH", "10", "1", 8, 3, 4),
                new Currency("USDT", "1000000", "1000", 2, 2, 0),
                new Currency("XRP", "10000", "1000", 6, 6, 0));
        int whole = runs.page("2025-10").html().length();

        assertThat(whole - runs.page("2025-11").html().length()).isLessThan(4 * 12_000);
    }

    @Test
    void aPeriodThatIsNotOverNeedsItsOption() {
        day("main", "BTC 1 1");
        String[] command = {"statement", "--period=2025-10", "--prepared=2025-10-01T12:30:15Z", "--output=" + folder};
        Workbench.Ended run = runs.run(command);

        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("the period 2025-10 is not over in UTC").contains("--so-far");
        assertThat(runs.run(command[0], command[1], command[2], command[3], "--so-far")
                        .code())
                .isZero();
        assertThat(new HtmlPage(runs.read("statement-2025-10.html")).text())
                .contains("October 2025, so far")
                .contains("up to, not including, 1 Oct 2025 12:30:15")
                .contains("13 of 13 expected snapshots")
                .contains("--so-far");
    }

    @Test
    void aWrongOptionIsAUsageError() {
        assertThat(usage()).contains("option '--period' is missing");
        assertThat(usage("--period=2025-13")).contains("'2025-13' is not a month");
        assertThat(usage("--period=2025-10", "--lang=de")).contains("'de' is not one of en and ko");
        assertThat(usage("--period=2025-10", "--prepared=2999-01-01")).contains("is in the future");
        assertThat(usage("--period=2999")).contains("has not begun");
    }

    private String usage(String... options) {
        Workbench.Ended run = runs.run(
                Stream.concat(Stream.of("statement"), Stream.of(options)).toArray(String[]::new));
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).hasLineCount(1);
        return run.err();
    }

    @Test
    void aQuarterAndAYearHaveMonths() {
        runs.history()
                .account(
                        "main",
                        "6 hours",
                        "2024-12-30T00:00:00Z",
                        "2025-12-30T00:00:00Z",
                        NO_HOLES,
                        List.of(new Currency("BTC", "10", "1", 8, 30, 0)));

        assertThat(runs.page("2025-Q3").text()).contains("Q3 2025").contains("Q3 2025 Jul Aug Sep");
        assertThat(runs.page("2025-Q3", "--lang=ko").text())
                .contains("2025년 3분기")
                .contains("7월 8월 9월");
        Workbench.Ended year = runs.run(
                "statement", "--period=2025", "--so-far", "--prepared=2025-12-31T00:00:00Z", "--output=" + folder);
        assertThat(year.code()).as(year.err()).isZero();
        assertThat(new HtmlPage(runs.read("statement-2025.html")).text()).contains("Jan Feb Mar Apr");
    }
}
