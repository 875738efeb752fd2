package dev.balancehistory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final StringWriter terminal = new StringWriter();

    @Test
    void printsRowsRateAndRemainingTimeOnOneLine() {
        try (ProgressLine line = new ProgressLine(new PrintWriter(terminal))) {
            line.at(1_234, 0);
            line.at(25_000, 100_000);
        }

        assertThat(terminal.toString())
                .matches("\r\u001b\\[K1,234 rows, [0-9,]+ a second"
                        + "\r\u001b\\[K25,000 rows, [0-9,]+ a second, 25 %, [0-9]+:[0-9]{2} left"
                        + "\r\u001b\\[K");
    }

    @Test
    void moreThanExpectedHasNoTimeLeft() {
        try (ProgressLine line = new ProgressLine(new PrintWriter(terminal))) {
            line.at(101, 100);
        }

        assertThat(terminal.toString()).doesNotContain("left");
    }

    @Test
    void printsNothingAtTheEndIfNothingWasShown() {
        new ProgressLine(new PrintWriter(terminal)).close();

        assertThat(terminal.toString()).isEmpty();
    }

    @Test
    void isNotShownWithoutATerminal() {
        // Tests have no terminal.
        assertThat(ProgressLine.onTerminal(new PrintWriter(terminal))).isNull();
    }
}
