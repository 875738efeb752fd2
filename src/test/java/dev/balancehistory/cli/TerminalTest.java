package dev.balancehistory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The characters that a terminal can show. */
class TerminalTest {
    @ParameterizedTest
    @CsvSource({
        "80, 80",
        "40, 40",
        "0, 2147483647",
        "'', 2147483647",
        ", 2147483647",
        "-5, 2147483647",
        "99999999, 2147483647"
    })
    void theColumnsAreThoseOfTheVariable(String variable, int columns) {
        assertThat(Terminal.columns(variable)).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, xterm-256color, true",
        "UTF-8, dumb, false",
        "UTF-8, '', false",
        "UTF-8, , false",
        "US-ASCII, xterm-256color, false",
        "ISO-8859-1, linux, false"
    })
    void blocksNeedUtf8AndATerminalThatIsNotDumb(String charset, String type, boolean shown) {
        assertThat(Terminal.showsBlocks(charset, type)).isEqualTo(shown);
    }
}
