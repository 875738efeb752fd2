package dev.balancehistory.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
    private static List<Line> lines(InputStream in, int longest) throws IOException {
        return lines(new LineReader(in, longest));
    }

    private static List<Line> lines(LineReader reader) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (Line line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }

    private static String text(Line line) {
        return new String(line.bytes(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            ''        > 0
            'a'       > 1
            'a|'      > 1
            '|'       > 1
            'a|b'     > 2
            '||b|'    > 3
            """)
    void aLineEndsAtALineFeedOrAtTheEndOfTheFile(String text, int count) throws IOException {
        byte[] bytes = text.replace('|', '\n').getBytes(StandardCharsets.ISO_8859_1);

        List<Line> lines = lines(new ByteArrayInputStream(bytes), 100);

        assertThat(lines).hasSize(count);
        assertThat(lines.stream().map(LineReaderTest::text).collect(Collectors.joining("|")))
                .isEqualTo(text.endsWith("|") ? text.substring(0, text.length() - 1) : text);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "' \t', ''",
        "' a b \r', 'a b'",
        "' \t{}\r', '{}'",
        "'\r', ''",
        "'\ufeff', ''",
        "'\ufeffa\r', 'a'",
        "'\ufeff a', 'a'",
        "'\ufeff\ufeffa', '\ufeffa'",
        "'a\ufeff', 'a\ufeff'",
        "'\u00ef', '\u00ef'",
        "'\ufefe', '\ufefe'"
    })
    void aByteOrderMarkAndSpaceAreNotPartOfALine(String text, String content) {
        Line line = new Line(1, text.getBytes(StandardCharsets.UTF_8), true);

        assertThat(line.stripped()).asString(StandardCharsets.UTF_8).isEqualTo(content);
    }

    @Test
    void theSizeOfTheReadsDoesNotChangeTheLines() throws IOException {
        Random random = new Random(7);
        List<String> expected = IntStream.range(0, 300)
                .mapToObj(i -> "x".repeat(random.nextInt(i % 10 == 0 ? 200_000 : 50)) + i)
                .toList();
        byte[] all = String.join("\n", expected).getBytes(StandardCharsets.ISO_8859_1);
        InputStream dripping = new ByteArrayInputStream(all) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, 1 + random.nextInt(length));
            }
        };

        List<Line> lines = lines(dripping, 1 << 20);

        assertThat(lines.stream().map(LineReaderTest::text)).containsExactlyElementsOf(expected);
        assertThat(lines.stream().map(Line::number)).startsWith(1L, 2L, 3L).endsWith(300L);
        assertThat(lines).allMatch(Line::whole);
    }

    @Test
    void onlyTheStartOfALineThatIsTooLongIsRead() throws IOException {
        byte[] text = ("ab\n" + "x".repeat(300_000) + "\n" + "y".repeat(10) + "\n" + "z".repeat(11))
                .getBytes(StandardCharsets.ISO_8859_1);

        List<Line> lines = lines(new ByteArrayInputStream(text), 10);

        assertThat(lines.stream().map(LineReaderTest::text))
                .containsExactly("ab", "x".repeat(10), "y".repeat(10), "z".repeat(10));
        assertThat(lines.stream().map(Line::whole)).containsExactly(true, false, true, false);
    }

    private static final Random RANDOM = new Random(11);

    /** Returns at most a few bytes at a time, so that a read ends anywhere. */
    private static InputStream dripping(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 1 + RANDOM.nextInt(3)));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r", "\n", "\r\n", "a\rb", "a\r\nb\r\n", "\r\r\na\n\rb", "a\r\n\n\r\r\nb\r"})
    void aCarriageReturnEndsALineOfACsv(String text) throws IOException {
        List<String> expected = new ArrayList<>(List.of(text.split("\r\n|\r|\n", -1)));
        if (expected.get(expected.size() - 1).isEmpty()) {
            expected.remove(expected.size() - 1);
        }
        LineReader reader = new LineReader(dripping(text), 100);
        reader.endLinesAtCarriageReturns();

        assertThat(lines(reader).stream().map(LineReaderTest::text)).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "' \n', ''", "'ab\ncd', ab", "'ab\rcd', ab", "'\r\n\n ab', ab", "ab, ab"})
    void theStartIsTheFirstLineThatIsNotBlankAndDoesNotPass(String text, String start) throws IOException {
        LineReader reader = new LineReader(dripping(text), 100);

        assertThat(text(reader.start())).isEqualTo(start);
        String all = lines(reader).stream().map(LineReaderTest::text).collect(Collectors.joining("\n"));
        assertThat(all.strip()).isEqualTo(text.strip());
    }
}
