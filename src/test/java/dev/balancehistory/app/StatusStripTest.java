package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.report.HistoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The strip of {@code status}. A half hour may end while a test runs: the cells then move to the left. */
class StatusStripTest {
    private static final long CELL = 1_800;
    private static final int CELLS = 48;

    /** The start of the cell that contains now. */
    private static final Instant LAST = Instant.ofEpochSecond(Instant.now().getEpochSecond() / CELL * CELL);

    private Workbench bench;
    private HistoryWriter history;

    @BeforeEach
    void open() {
        bench = new Workbench();
        history = new HistoryWriter(bench.database.sql());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Returns the start of a cell; 47 is the last one. */
    private static Instant start(int cell) {
        return LAST.plusSeconds(CELL * (cell - CELLS + 1));
    }

    /** Records a snapshot at each distance from the start of the first cell, if this has it. */
    private void record(String account, Duration distance, IntPredicate recorded) {
        long number = Duration.between(start(0), LAST).dividedBy(distance);
        for (int i = -1; i <= number; i++) {
            if (recorded.test(i)) {
                history.snapshot(
                        account, start(0).plus(distance.multipliedBy(i)).plusSeconds(9), "BTC 1 1");
            }
        }
    }

    private List<String> lines(String... options) {
        String[] command = new String[options.length + 2];
        command[0] = "status";
        command[1] = "--strip";
        System.arraycopy(options, 0, command, 2, options.length);
        Workbench.Ended status = bench.run(command);
        assertThat(status.code()).as(status.err()).isIn(0, 75);
        return status.out().lines().toList();
    }

    /** Returns how many half hours have ended since the test began. */
    private static long passed() {
        return Duration.between(LAST, Instant.now()).dividedBy(Duration.ofSeconds(CELL));
    }

    /** Returns the cells from one to another, which is excluded, by their numbers when the test began. */
    private String cells(String account, int from, int to) {
        long passed;
        String strip;
        do {
            passed = passed();
            strip = lines().stream()
                    .filter(line -> line.startsWith(account + " ") && line.contains("│"))
                    .findFirst()
                    .orElseThrow()
                    .replaceAll(".*│(.*)│", "$1");
        } while (passed != passed());
        assertThat(strip).hasSize(CELLS);
        return strip.substring(from - (int) passed, to - (int) passed);
    }

    @Test
    void eachHalfHourIsRecordedPartlyOrMissing() {
        history.account("main", "10 minutes", "2026-01-01T00:00:00Z");
        record("main", Duration.ofMinutes(10), i -> !(i >= 30 && i < 36) && i != 61);

        assertThat(cells("main", 8, 24)).isEqualTo("██" + "░░" + "████████" + "▄" + "███");
        assertThat(lines())
                .last()
                .isEqualTo("last 24 hours, UTC; a block is half an hour:"
                        + " █ recorded  ▄ partly  ░ missing  ▂ waiting in the spool  · none expected");
    }

    @Test
    void aHalfHourWithoutAnExpectedSnapshotIsNotMissing() {
        history.account("main", "2 hours", "2026-01-01T00:00:00Z");
        record("main", Duration.ofHours(2), i -> i != 5);

        assertThat(cells("main", 12, 32)).isEqualTo("█···█···░···█···█···");
    }

    @Test
    void anAccountThatBeganWithinTheDayIsBlankBefore() {
        history.account("main", "1 hour", start(10).toString());
        record("main", Duration.ofHours(1), i -> i >= 5);
        history.account("silent", "1 hour", start(40).plusSeconds(9).toString());

        assertThat(cells("main", 1, 14)).isEqualTo("         █·█·");
        assertThat(cells("silent", 37, 44)).isEqualTo("   ░·░·");
    }

    @Test
    void anImportedHistoryIsNotBlankBeforeItsImport() {
        history.account("main", "1 hour", start(40).toString());
        record("main", Duration.ofHours(1), i -> true);

        assertThat(cells("main", 2, 8)).isEqualTo("█·█·█·");
    }

    @Test
    void nothingIsMissingIfTheIntervalIsNotKnown() {
        history.account("main", null, "2026-01-01T00:00:00Z");
        record("main", Duration.ofHours(1), i -> i == 5 || i == 6 || i == 7 || i == 20);

        assertThat(cells("main", 8, 18)).isEqualTo("··█·█·█···");
        assertThat(cells("main", 30, 44)).isEqualTo("··········█···");
    }

    @Test
    void aLongGapFillsTheStrip() {
        history.account("main", "1 minute", "2020-01-01T00:00:00Z");
        history.snapshot("main", Instant.parse("2020-01-01T00:00:00Z"), "BTC 1 1");

        assertThat(cells("main", 2, 46)).isEqualTo("░".repeat(44));
    }

    @Test
    void aResponseInTheSpoolIsWaitingAndNotMissing() throws IOException {
        history.account("main", "30 minutes", "2026-01-01T00:00:00Z");
        record("main", Duration.ofMinutes(30), i -> i < 20 || i > 24);
        Files.createDirectories(bench.spool);
        for (int cell : new int[] {21, 22}) {
            String name =
                    start(cell).plusSeconds(9).toString().replaceAll("[-:]", "").replace("Z", ".000Z");
            Files.writeString(bench.spool.resolve(name + "_-_main_" + UUID.randomUUID() + ".response"), "content");
        }

        assertThat(cells("main", 18, 27)).isEqualTo("██░▂▂░░██");
    }

    @Test
    void anAccountThatIsNoLongerConfiguredHasNoStrip() {
        history.account("former", "1 hour", "2026-01-01T00:00:00Z");
        history.account("main", "1 hour", "2026-01-01T00:00:00Z");
        bench.account("main", Holdings.seed());

        assertThat(lines().stream().filter(line -> line.contains("│")))
                .singleElement()
                .asString()
                .startsWith("main  │");
    }

    @Test
    void theOutputHasNoStripWithoutATerminal() {
        history.account("main", "1 hour", "2026-01-01T00:00:00Z");

        assertThat(bench.run("status").out()).doesNotContain("│", "last 24 hours");
        assertThat(bench.run("status", "--json", "--strip").out()).doesNotContain("│", "last 24 hours");
    }
}
