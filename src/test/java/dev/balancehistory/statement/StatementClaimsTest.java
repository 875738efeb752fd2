package dev.balancehistory.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.app.Workbench;
import dev.balancehistory.statement.StatementHistory.Currency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page claims no more than the history contains: of the origin of balances, and of time without snapshots. */
class StatementClaimsTest {
    private static final String HEADER =
            "account,exchange,response_time,wallet,currency,balance,available_balance,locked_balance,time_source,origin\n";

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

    private void importHistory() throws IOException {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int hour = 1; hour < 4; hour++) {
            csv.append("main,bitfront,2025-10-01T0").append(hour).append(":00:00.000Z,spot,BTC,");
            csv.append(hour).append(',').append(hour).append(",0,body,observed\n");
        }
        Path file = Files.writeString(folder.resolve("history.csv"), csv);
        Workbench.Ended run = runs.run("import", file.toString());
        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void aSnapshotFromAnExportedHistoryIsNotThatOfTheExchange() throws IOException {
        importHistory();
        Workbench.Ended run = runs.statement("2025-10");
        String made = "Made from an exported history, not from the exchange\u2019s response: 3 of 3 snapshots.";

        assertThat(new HtmlPage(runs.read("statement-2025-10.html")).text())
                .contains(made, "the exported history, and compares", "closing", "exported history", "not only from")
                .doesNotContain("Every balance is as the exchange sent it", "from recorded responses of the exchange");
        assertThat(run.out()).contains(made);
        assertThat(runs.csv("2025-10").stream()
                        .filter(row -> row.getField("measure").equals("closing_balance")
                                && !row.getField("account").isEmpty())
                        .map(row -> row.getField("origin")))
                .containsExactly("exported");
        assertThat(runs.page("2025-10", "--lang=ko").text())
                .contains("내보낸 이력으로 만든 스냅샷: 3 개 중 3 개.")
                .doesNotContain("모든 잔액은 거래소가 보낸 숫자 그대로");
    }

    @Test
    void anOpeningFromAnExportedHistoryIsNamed() throws IOException {
        importHistory();
        runs.history().writer().snapshot("main", Instant.parse("2025-11-02T00:00:00Z"), "BTC 3 3");

        assertThat(runs.page("2025-11").text())
                .contains("Made from an exported history: the opening balances of main.")
                .doesNotContain("Every balance is as the exchange sent it", "not from the exchange\u2019s response: 0");
    }

    @Test
    void aResponseOfTheExchangeIsVouchedFor() {
        runs.history().writer().account("main", "1 hour", "2025-10-01T00:00:00Z");
        runs.history().writer().snapshot("main", Instant.parse("2025-10-01T00:00:00Z"), "BTC 3 3");

        assertThat(runs.page("2025-10").text())
                .contains("Every balance is as the exchange sent it", "Check it", "response of the exchange")
                .doesNotContain("exported", "Proved");
    }

    @Test
    void importedResponsesAreCounted() {
        assertThat(new Provenance(10, 0, 4, List.of(), true).sentences(new Texts(Locale.ENGLISH, ZoneOffset.UTC)))
                .containsExactly(
                        "From an imported response that the recorder did not fetch itself: 4 of 10 snapshots.");
    }

    @Test
    void timeBeforeTheFirstSnapshotIsNotComplete() {
        runs.history()
                .account(
                        "main",
                        "1 hour",
                        "2025-10-28T00:00:00Z",
                        "2025-11-01T12:00:00Z",
                        List.of(),
                        List.of(new Currency("BTC", "10", "0", 8, 900, 0), new Currency("DUST", "0", "0", 8, 900, 0)));
        Workbench.Ended run = runs.statement("2025-10");
        String since = "main: recorded since 28 Oct 2025 00:00; nothing is known before. 96 of 96 expected snapshots";
        HtmlPage page = new HtmlPage(runs.read("statement-2025-10.html"));

        assertThat(page.text())
                .contains(since, "None is missing since the first snapshot.", "before the first snapshot")
                .contains("Unchanged in all snapshots: BTC", "Zero in all snapshots: DUST", "no snapshot")
                .doesNotContain("throughout the period", "None is missing.", "not reported");
        assertThat(page.html()).contains("<path class=\"before\" d=\"M0 0H627V1000H0z\"/>");
        assertThat(run.out()).contains(since).contains("no snapshot").doesNotContain("not reported");
        assertThat(runs.page("2025-10", "--lang=ko").text()).contains("첫 스냅샷 이전", "부터 기록되었으며");
    }

    @Test
    void aWholePeriodIsCalledSo() {
        runs.history()
                .account(
                        "main",
                        "1 hour",
                        "2025-09-30T00:00:00Z",
                        "2025-11-01T12:00:00Z",
                        List.of(),
                        List.of(new Currency("BTC", "10", "0", 8, 900, 0)));

        assertThat(runs.page("2025-10").text())
                .contains("Unchanged throughout the period: BTC", "None is missing.")
                .doesNotContain("recorded since", "before the first snapshot");
        assertThat(runs.page("2025-10").html()).doesNotContain("class=\"before\"");
    }

    @Test
    void anEmptyPeriodIsReported() {
        runs.history().writer().account("main", "1 hour", "2025-10-01T00:00:00Z");
        runs.history().writer().snapshot("main", Instant.parse("2025-10-01T00:00:00Z"), "BTC 3 3");
        Workbench.Ended run = runs.statement("2025-09");
        HtmlPage page = new HtmlPage(runs.read("statement-2025-09.html"));

        assertThat(run.code()).isEqualTo(75);
        assertThat(run.err())
                .isEqualTo("statement: no snapshot is in 2025-09 of main. The files are written all the same.\n");
        assertThat(run.out()).contains("No snapshot is in the period.").doesNotContain("Currency");
        assertThat(page.text())
                .contains("No snapshot is in the period.")
                .doesNotContain("None is missing", "No snapshot is missing", "Every balance");
        assertThat(page.html()).doesNotContain("<table");
    }

    @Test
    void theCsvIsSafeInASpreadsheet() {
        runs.history().writer().account("main", "1 hour", "2025-10-01T00:00:00Z");
        runs.history()
                .writer()
                .snapshot("main", Instant.parse("2025-10-01T23:00:00Z"), "=1+1 2.5 2.5", "WEI 1.2345678901234567 0");
        HtmlPage page = runs.page("2025-10", "--excel", "--decimal=comma", "--zone=Asia/Seoul");

        assertThat(runs.read("statement-2025-10.csv"))
                .startsWith("\ufeffmeasure;account;")
                .contains("closing_balance;main;spot;'=1+1;2,5;2025-10-02 08:00:00,000;;")
                .contains("closing_balance;main;spot;WEI;'1,2345678901234567;2025-10-02 08:00:00,000;;");
        assertThat(page.text()).contains("--excel --decimal=comma");
    }
}
