package dev.balancehistory.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    private static final String SMILE = "\ud83d\ude00";

    @ParameterizedTest
    @ValueSource(
            strings = {"", "SUCCESS", "a b", "\u00e4\u03b2\uc794\uc561", "e\u0301", "a\u00a0b", SMILE, "?", "'\"<>&;$`"
            })
    void leavesPrintableTextAlone(String text) {
        assertThat(Printable.text(text, 80)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "\u0007",
                "\b",
                "\t",
                "\n",
                "\u000b",
                "\f",
                "\r",
                "\u001b",
                "\u007f",
                "\u0085",
                "\u009b",
                "\u00ad",
                "\u061c",
                "\u200b",
                "\u200d",
                "\u200e",
                "\u200f",
                "\u2028",
                "\u2029",
                "\u202a",
                "\u202e",
                "\u2060",
                "\u2066",
                "\u2069",
                "\ufeff",
                "\ufff9",
                "\ue000",
                "\uffff",
                "\ud800",
                "\udfff",
                "\udb40\udc41",
                "\udbff\udfff"
            })
    void replacesInvisibleAndDirectionalCharacters(String unprintable) {
        assertThat(Printable.text("a" + unprintable + "b", 80)).isEqualTo("a?b");
    }

    @Test
    void replacesEachHalfOfABrokenPair() {
        assertThat(Printable.text("\ude00\ud83d", 80)).isEqualTo("??");
        assertThat(Printable.text("\ud83d\ud83d\ude00", 80)).isEqualTo("?" + SMILE);
    }

    @Test
    void makesOneLineOfMany() {
        assertThat(Printable.text("a\r\nERROR forged\n", 80)).isEqualTo("a??ERROR forged?");
        assertThat(Printable.text("\u001b[2J\u001b]0;title\u0007", 80)).isEqualTo("?[2J?]0;title?");
    }

    @Test
    void truncatesALongTextVisibly() {
        assertThat(Printable.text("abcd", 4)).isEqualTo("abcd");
        assertThat(Printable.text("abcde", 4)).isEqualTo("abc…");
        assertThat(Printable.text("ab", 1)).isEqualTo("…");
        assertThat(Printable.text("x".repeat(10_000_000), 200)).isEqualTo("x".repeat(199) + "…");
    }

    @Test
    void anExceptionWithoutAMessageIsNamed() {
        assertThat(Printable.message(new IOException("no\nroute"), 80)).isEqualTo("no?route");
        assertThat(Printable.message(new IOException("abcde"), 4)).isEqualTo("abc…");
        assertThat(Printable.message(new ConnectException(), 80)).isEqualTo("ConnectException");
    }

    @Test
    void neverSplitsASurrogatePair() {
        assertThat(Printable.text("ab" + SMILE, 4)).isEqualTo("ab" + SMILE);
        assertThat(Printable.text("abc" + SMILE, 4)).isEqualTo("abc…");
        assertThat(Printable.text("ab" + SMILE + "c", 4)).isEqualTo("ab…");
        assertThat(Printable.text(SMILE + SMILE, 3)).isEqualTo(SMILE + "…");
        assertThat(Printable.text(SMILE, 1)).isEqualTo("…");
    }

    @Test
    void isPrintableAndWithinTheLimitForAnyText() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(random.nextBoolean() ? (char) random.nextInt(0x10000) : SMILE.charAt(random.nextInt(2)));
            }
            int limit = 1 + random.nextInt(12);
            String shown = Printable.text(text.toString(), limit);
            assertThat(shown.length()).isLessThanOrEqualTo(limit);
            assertThat(shown).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");
        }
    }
}
