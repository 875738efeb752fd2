package dev.balancehistory.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.statement.Browser.Tab;
import dev.balancehistory.statement.StatementHistory.Currency;
import dev.balancehistory.statement.StatementHistory.Hole;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The pages in Chromium. With {@code -Dbrowser.required=true} it fails without one. */
class StatementInBrowserTest {
    private static final String AXE = axe();

    @TempDir
    private static Path folder;

    /** The longest name of an account. */
    private static final String LONG = "a".repeat(64);

    private static StatementRuns runs;
    private static Browser browser;
    private Tab tab;

    @BeforeAll
    static void makeStatements() {
        Optional<String> program = Browser.program();
        if (program.isEmpty()) {
            System.err.println("NO BROWSER: StatementInBrowserTest tests nothing here. Install chromium.");
            assertThat(Boolean.getBoolean("browser.required"))
                    .as("a browser is required")
                    .isFalse();
        }
        Assumptions.assumeTrue(program.isPresent(), "no browser");
        runs = new StatementRuns(folder);
        runs.history().october();
        runs.page("2025-10", "--zone=Asia/Seoul");
        runs.page(folder.resolve("ko.html"), "2025-10", "--zone=Asia/Seoul", "--lang=ko");
        runs.page(folder.resolve("plain.html"), "2025-10", "--zone=Asia/Seoul", "--no-script");
        unusual();
        runs.page(folder.resolve("hostile.html"), "2025-09", "--account=hostile");
        runs.page(folder.resolve("gaps.html"), "2025-09", "--account=gaps");
        runs.page(folder.resolve("long.html"), "2025-09", "--account=gaps", "--account=" + LONG);
        browser = Browser.start(program.get());
    }

    /** Adds accounts with hostile names of currencies, many digits, several wallets and many gaps. */
    private static void unusual() {
        runs.history().writer().account("hostile", "1 hour", "2025-09-01T00:00:00Z");
        Instant start = Instant.parse("2025-09-01T00:00:00Z");
        for (int hour = 0; hour < 48; hour++) {
            runs.history()
                    .writer()
                    .snapshot(
                            "hostile",
                            start.plusSeconds(3_600L * hour),
                            "<script>alert(1)</script> " + hour + " 0",
                            "trading BTC " + "1".repeat(30) + "." + "0".repeat(15) + hour % 10 + "01 0",
                            "A-VERY-LONG-CODE-OF-A-CURRENCY-WITHOUT-ANY-PLACE-TO-BREAK-IT 0.5 0.5",
                            "spot BTC -" + hour + ".5 -" + hour);
        }
        runs.history().writer().account(LONG, "1 hour", "2025-09-01T00:00:00Z");
        for (int hour = 0; hour < 2; hour++) {
            String[] balances = new String[201];
            balances[0] = "DAI 1234567890.12345678901234567" + hour + " 0";
            for (int i = 1; i < balances.length; i++) {
                balances[i] = "C" + i + " " + (hour + 1) + " 0";
            }
            runs.history().writer().snapshot(LONG, start.plusSeconds(3_600L * hour), balances);
        }
        List<Hole> holes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            holes.add(new Hole(
                    start.plusSeconds(7_200L * i).toString(),
                    start.plusSeconds(7_200L * i + 3_600).toString()));
        }
        runs.history()
                .account(
                        "gaps",
                        "1 hour",
                        "2025-08-30T00:00:00Z",
                        "2025-10-02T00:00:00Z",
                        holes,
                        List.of(new Currency("BTC", "10", "1", 8, 5, 5)));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (runs != null) {
            runs.close();
        }
    }

    @BeforeEach
    void openTab() {
        tab = browser.tab();
        browser.console();
    }

    @AfterEach
    void closeTab() {
        tab.call("Page.close");
    }

    private static String axe() {
        String file = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
        try (InputStream script = StatementInBrowserTest.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(script, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void open(String file, int width, String scheme) {
        tab.show(width, 900, scheme);
        tab.open(folder.resolve(file));
    }

    static Stream<Arguments> pages() {
        return Stream.of("statement-2025-10.html", "ko.html", "plain.html", "hostile.html", "gaps.html")
                .flatMap(file -> Stream.of("light", "dark").map(scheme -> Arguments.of(file, scheme)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageIsOneRequestAndLeavesTheConsoleEmpty(String file, String scheme) {
        open(file, 1_120, scheme);

        assertThat(browser.console())
                .containsExactly("request " + folder.resolve(file).toUri());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void axeFindsNothing(String file, String scheme) {
        open(file, 1_120, scheme);
        tab.evaluate(AXE + ";0");
        JsonNode found = tab.evaluate(
                "axe.run().then(r => r.violations.map(v => v.id + ' ' + v.nodes.map(n => n.html + n.failureSummary)))");

        assertThat(found.valueStream().map(JsonNode::stringValue)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void aPageLooksTheSameWithoutJavaScript(String scheme) {
        open("statement-2025-10.html", 1_120, scheme);
        byte[] with = tab.screenshot();
        tab.call("Emulation.setScriptExecutionDisabled", "value", true);
        open("statement-2025-10.html", 1_120, scheme);

        assertThat(tab.screenshot()).isEqualTo(with).hasSizeGreaterThan(50_000);
    }

    @Test
    void theDarkSchemeIsDark() {
        open("statement-2025-10.html", 1_120, "dark");

        assertThat(tab.evaluate("getComputedStyle(document.body).backgroundColor")
                        .stringValue())
                .isEqualTo("rgb(15, 20, 24)");
    }

    static Stream<Arguments> narrow() {
        return Stream.of("statement-2025-10.html", "ko.html", "hostile.html", "gaps.html", "long.html")
                .flatMap(file -> Stream.of(320, 390, 768).map(width -> Arguments.of(file, width)));
    }

    @ParameterizedTest
    @MethodSource("narrow")
    void aNarrowPageDoesNotScrollSideways(String file, int width) {
        open(file, width, "light");

        assertThat(tab.evaluate("document.documentElement.scrollWidth").intValue())
                .isLessThanOrEqualTo(width);
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 390})
    void aMarkBehindManyDigitsIsNotCut(int width) {
        open("long.html", width, "light");

        assertThat(tab.evaluate(
                                "[...document.querySelectorAll('.blocks .m')].map(m => m.getBoundingClientRect().right - m.closest('.scroll').getBoundingClientRect().right)")
                        .valueStream()
                        .map(JsonNode::doubleValue))
                .isNotEmpty()
                .allMatch(excess -> excess <= 1);
    }

    @Test
    void aLongNameLeavesTheTitleItsRoom() {
        open("long.html", 1_100, "light");

        assertThat(tab.evaluate("document.querySelector('h1').offsetHeight").intValue())
                .isLessThan(60);
    }

    @Test
    void theTablesOfAWidePageNeedNoScrolling() {
        open("statement-2025-10.html", 1_120, "light");

        assertThat(tab.evaluate(
                                "[...document.querySelectorAll('.wide')].map(t => t.scrollWidth - t.parentNode.clientWidth)")
                        .valueStream()
                        .map(JsonNode::intValue))
                .allMatch(excess -> excess <= 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"statement-2025-10.html", "ko.html"})
    void aCopiedRowConsistsOfNumbers(String file) {
        open(file, 1_120, "light");
        JsonNode rows = tab.evaluate("""
                [...document.querySelectorAll('.wide tbody tr')].map(row => {
                  getSelection().selectAllChildren(row);
                  return getSelection().toString();
                })""");

        assertThat(rows.size()).isGreaterThan(20);
        rows.valueStream().map(JsonNode::stringValue).forEach(row -> {
            List<String> cells = List.of(row.strip().split("\t"));
            assertThat(cells.size()).isGreaterThanOrEqualTo(5);
            cells.subList(1, cells.size()).stream()
                    .map(String::strip)
                    .filter(cell -> !cell.isEmpty() && !cell.matches("[^0-9]+|[0-9]+\u00a0?%"))
                    .forEach(cell -> assertThat(new BigDecimal(cell)).isNotNull());
        });
    }

    @Test
    void thePointerShowsTheBalanceAndItsTime() {
        open("statement-2025-10.html", 1_120, "light");
        String text = tab.evaluate("""
                (() => {
                  const card = [...document.querySelectorAll('.card')].find(c => c.querySelector('.code').textContent === 'XRP');
                  const plot = card.querySelector('.plot');
                  const box = plot.getBoundingClientRect();
                  plot.dispatchEvent(new PointerEvent('pointermove', {clientX: box.left + box.width - 1, clientY: box.top}));
                  return card.querySelector('.at').textContent + '|' + plot.querySelectorAll('.hair').length;
                })()""").stringValue();
        String closing = runs.csv("2025-10").stream()
                .filter(row -> row.getField("account").equals("cold")
                        && row.getField("currency").equals("XRP"))
                .filter(row -> row.getField("measure").equals("closing_balance"))
                .findFirst()
                .orElseThrow()
                .getField("value");

        assertThat(text)
                .matches("31 Oct 2[0-3]:[0-5][0-9]  " + Pattern.quote(closing)
                        + " \\(since [0-9]+ Oct [0-9:]{5}\\)\\|1");
    }

    @Test
    void theKeysMoveTheLineAndAGapShowsItsCause() {
        open("ko.html", 1_120, "light");
        String texts = tab.evaluate("""
                (() => {
                  const plot = document.querySelector('.plot');
                  const seen = new Set();
                  plot.focus();
                  for (let i = 0; i < 240; i++) {
                    plot.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight'}));
                    seen.add(plot.closest('.card').querySelector('.at').textContent);
                  }
                  plot.blur();
                  return [...seen].join('\\n') + '|' + plot.querySelectorAll('.hair').length;
                })()""").stringValue();

        assertThat(texts).contains("10월 12일", "connection refused", "부터)").endsWith("|0");
    }

    @Test
    void aPrintedPageHasItsPages() throws IOException {
        open("statement-2025-10.html", 1_120, "dark");
        byte[] pdf = tab.pdf();

        assertThat(Pages.of(pdf)).isEqualTo(5);
        open("gaps.html", 1_120, "light");
        assertThat(Pages.of(tab.pdf())).isBetween(3L, 6L);
    }

    /** The pages of a PDF. */
    private static final class Pages {
        private static final Pattern PAGE = Pattern.compile("/Type\\s*/Page\\b(?!s)");

        static long of(byte[] pdf) {
            return PAGE.matcher(new String(pdf, StandardCharsets.ISO_8859_1))
                    .results()
                    .count();
        }
    }

    /** On paper, a card that is cut would be higher than the rest of its page. */
    @Test
    void cardsAndRowsAreNotCutInPrint() {
        open("statement-2025-10.html", 1_120, "light");
        tab.call("Emulation.setEmulatedMedia", "media", "print");

        assertThat(tab.evaluate(
                                "[...new Set([...document.querySelectorAll('.card, tr')].map(e => getComputedStyle(e).breakInside))].join()")
                        .stringValue())
                .isEqualTo("avoid");
        assertThat(tab.evaluate(
                                "[...document.querySelectorAll('.account, .gaps')].every(e => getComputedStyle(e).breakBefore === 'page')")
                        .booleanValue())
                .isTrue();
    }
}
