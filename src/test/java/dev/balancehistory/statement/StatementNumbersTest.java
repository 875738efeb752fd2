package dev.balancehistory.statement;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.balancehistory.app.Workbench;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of a page are those of the CSV and of the reports, digit for digit. */
class StatementNumbersTest {
    private static final String FROM = "--from=2025-10-01";
    private static final String TO = "--to=2025-11-01";
    private static final String ZONE = "--zone=Asia/Seoul";

    private static StatementRuns runs;
    private static HtmlPage page;

    @BeforeAll
    static void makeStatement(@TempDir Path folder) {
        runs = new StatementRuns(folder);
        runs.history().october();
        page = runs.page("2025-10", ZONE);
    }

    @AfterAll
    static void close() {
        runs.close();
    }

    private static Map<String, String> csv(String measure) {
        return runs.csv("2025-10").stream()
                .filter(row -> row.getField("measure").equals(measure))
                .filter(row -> !row.getField("currency").isEmpty())
                .collect(toMap(row -> row.getField("value")));
    }

    private static Map<String, String> export(Collection<NamedCsvRecord> rows, String column) {
        return rows.stream().filter(row -> !row.getField(column).isEmpty()).collect(toMap(row -> row.getField(column)));
    }

    private static Collector<NamedCsvRecord, ?, Map<String, String>> toMap(Function<NamedCsvRecord, String> value) {
        return Collectors.toMap(
                row -> Stream.of("account", "wallet", "currency")
                        .map(name -> row.findField(name).orElse(""))
                        .collect(Collectors.joining(" ")),
                value,
                (first, second) -> first + " " + second,
                TreeMap::new);
    }

    /** Returns the sums of the CSV, without those of the accounts. */
    private static Map<String, String> sums(Map<String, String> numbers) {
        return numbers.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("  "))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, String> ofAccounts(Map<String, String> numbers) {
        return numbers.entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith(" "))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    void eachNumberOfThePageIsInTheCsv(String language) {
        HtmlPage shown = runs.page("2025-10", ZONE, "--lang=" + language);
        Set<String> values =
                runs.csv("2025-10").stream().map(row -> row.getField("value")).collect(Collectors.toSet());

        assertThat(shown.numbers()).hasSizeGreaterThan(150);
        assertThat(shown.numbers()).allMatch(number -> values.contains(number.replace("+", "")));
    }

    @Test
    void eachNumberAtThePointerIsInTheCsv() {
        Set<String> values = runs.csv("2025-10").stream()
                .filter(row -> row.getField("measure").matches("balance|locked_balance"))
                .map(row -> row.getField("value"))
                .collect(Collectors.toSet());
        List<String> shown = page.data()
                .get("cards")
                .valueStream()
                .flatMap(card -> card.valueStream())
                .flatMap(point -> point.valueStream())
                .filter(value -> value.isString())
                .map(value -> value.stringValue())
                .toList();

        assertThat(shown).hasSizeGreaterThan(2_000);
        assertThat(values).containsAll(shown);
    }

    @Test
    void openingClosingAndChangeAreThoseOfTheReports() {
        List<NamedCsvRecord> change = runs.export("change", FROM, TO, ZONE);

        assertThat(ofAccounts(csv("opening_balance"))).hasSize(17).isEqualTo(export(change, "opening_balance"));
        assertThat(ofAccounts(csv("closing_balance"))).hasSize(18).isEqualTo(export(change, "closing_balance"));
        assertThat(ofAccounts(csv("change"))).isEqualTo(export(change, "change"));
        assertThat(ofAccounts(csv("closing_locked_balance")))
                .isEqualTo(export(runs.export("as-of", "--at=2025-11-01", ZONE), "locked_balance"));
    }

    @Test
    void theSumsAreThoseOfTheReport() {
        List<NamedCsvRecord> opening = runs.export("total", "--at=2025-10-01", ZONE);
        List<NamedCsvRecord> closing = runs.export("total", "--at=2025-11-01", ZONE);

        assertThat(sums(csv("opening_balance"))).isEqualTo(export(opening, "balance"));
        assertThat(sums(csv("closing_balance"))).isEqualTo(export(closing, "balance"));
        assertThat(sums(csv("closing_locked_balance"))).isEqualTo(export(closing, "locked_balance"));
        assertThat(sums(csv("change"))).doesNotContainKey("  LN").containsKey("  BTC");
    }

    @Test
    void lowestAndHighestAreThoseOfTheHistory() {
        Map<String, List<BigDecimal>> history = runs.export("history", FROM, TO, ZONE).stream()
                .collect(Collectors.groupingBy(
                        row -> row.getField("account") + " " + row.getField("wallet") + " " + row.getField("currency"),
                        TreeMap::new,
                        Collectors.mapping(row -> new BigDecimal(row.getField("balance")), Collectors.toList())));

        assertThat(csv("lowest_balance").keySet()).isEqualTo(history.keySet());
        history.forEach((key, balances) -> {
            assertThat(csv("lowest_balance").get(key))
                    .isEqualTo(Collections.min(balances).toPlainString());
            assertThat(csv("highest_balance").get(key))
                    .isEqualTo(Collections.max(balances).toPlainString());
        });
    }

    @Test
    void theCountsAreThoseOfTheReports() {
        long recorded = runs.csv("2025-10").stream()
                .filter(row -> row.getField("measure").equals("snapshots")
                        && !row.getField("account").isEmpty())
                .mapToLong(row -> Long.parseLong(row.getField("value")))
                .sum();
        List<NamedCsvRecord> gaps = runs.export("gaps", "--from=2025-09-30T15:00:00Z", "--to=2025-10-31T15:00:00Z");

        assertThat(recorded).isEqualTo(26_214);
        assertThat(page.text())
                .contains("26214 of 26784 expected snapshots were recorded (97.87\u00a0%)")
                .contains("570 missing in 7 gaps , the longest 26 h 5 min in desk.");
        assertThat(runs.csv("2025-10").stream()
                        .filter(row -> row.getField("measure").equals("gap_missing_snapshots"))
                        .map(row -> row.getField("account")
                                + row.getField("time")
                                + row.getField("until")
                                + row.getField("value")
                                + row.getField("cause")))
                .containsExactlyElementsOf(gaps.stream()
                        .map(row -> row.getField("account")
                                + row.getField("after")
                                + row.getField("before")
                                + row.getField("missing_snapshots")
                                + row.getField("cause"))
                        .toList());
    }

    @Test
    void eachOpeningAndClosingBalanceHasItsResponse() {
        assertThat(runs.csv("2025-10").stream()
                        .filter(row -> row.getField("measure").matches("(opening|closing)_balance"))
                        .filter(row -> !row.getField("account").isEmpty()))
                .hasSize(35)
                .allSatisfy(row -> {
                    assertThat(row.getField("response_sha256")).matches("[0-9a-f]{64}");
                    assertThat(page.html())
                            .contains("<td>" + row.getField("response_id") + "</td>")
                            .contains(row.getField("response_sha256"));
                });
    }

    @Test
    void theBeginningIsPrintedAsText() {
        Workbench.Ended run = runs.statement("2025-10", ZONE);

        assertThat(run.out().lines().map(String::strip))
                .contains(
                        "Balance statement of October 2025",
                        "From 1 Oct 2025 00:00 up to, not including, 1 Nov 2025 00:00, Asia/Seoul (UTC+09:00)")
                .anyMatch(line -> line.startsWith("26214 of 26784 expected snapshots"))
                .anyMatch(line -> line.matches("LN +9[0-9.]+ \\(1/3\\) +not comparable .*"))
                .anyMatch(line -> line.matches("SHA-256 of the page: [0-9a-f]{64}"));
        sums(csv("closing_balance")).values().stream()
                .filter(number -> new BigDecimal(number).signum() != 0)
                .forEach(number -> assertThat(run.out()).contains(number));
    }
}
