package dev.balancehistory.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.archive.Coverage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The strip fits on the terminal, and has a clock below it. */
class CoverageStripTest {
    private static final String PAIRS = "rr" + "rm" + "mm" + "nr" + "nm" + "wr" + "wm" + "bb" + "bn" + "pn" + "nn";
    private static final List<Coverage> ACCOUNTS = List.of(
            new Coverage("main", PAIRS + "r".repeat(26), Instant.parse("2026-10-01T16:30:00Z")),
            new Coverage("savings", "r".repeat(48), Instant.parse("2026-10-01T16:30:00Z")));

    @Test
    void aWideTerminalHasABlockForEachHalfHour() {
        assertThat(CoverageStrip.lines(ACCOUNTS, Integer.MAX_VALUE))
                .containsExactly(
                        "main     │██" + "█░" + "░░" + "·█" + "·░" + "▂█" + "▂░" + "  " + " ·" + "▄·" + "··"
                                + "█".repeat(26) + "│",
                        "savings  │" + "█".repeat(48) + "│",
                        "          16:30" + " ".repeat(19) + "04:30" + " ".repeat(14) + "16:30",
                        "last 24 hours, UTC; a block is half an hour:"
                                + " █ recorded  ▄ partly  ░ missing  ▂ waiting in the spool  · none expected");
    }

    @Test
    void aNarrowTerminalHasABlockForEachHour() {
        List<String> lines = CoverageStrip.lines(ACCOUNTS, 40);

        assertThat(lines)
                .startsWith(
                        "main     │█▄░█░▂▄ ·▄·█████████████│",
                        "savings  │" + "█".repeat(24) + "│",
                        "          16:30" + " ".repeat(7) + "04:30" + " ".repeat(2) + "16:30")
                .contains("last 24 hours, UTC; a block is an hour:");
        assertThat(lines.subList(0, 3)).allMatch(line -> line.length() <= 40);
    }

    @Test
    void noAccountHasNoLine() {
        assertThat(CoverageStrip.lines(List.of(), 80)).isEmpty();
    }
}
