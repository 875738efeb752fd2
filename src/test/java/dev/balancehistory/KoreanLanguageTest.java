package dev.balancehistory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.Prose.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Korean pages, and the Korean texts of a statement, are short, formal and without the marks of a translation. */
class KoreanLanguageTest {
    /** Names, code and numbers do not count. */
    private static final int MOST_SYLLABLES = 60;

    /** Words that a Korean would not write, and full-width punctuation. */
    private static final Pattern FOREIGN =
            Pattern.compile("당신|그것[은을이의]|그들|에 의해|에 의한|에 있어서|에 대하여|가지고 있|되어지|되어진|되어졌|지게 됩니다|하는 것이 가능|할 필요가 있|중의 하나"
                    + "|[을은이과]\\([를는가와]\\)|\\(으\\)로|[\\uFF01-\\uFF5E\\u3001\\u3002]");

    /** A sentence with a full stop ends formally, or is no sentence but a list of words. */
    private static final Pattern INFORMAL = Pattern.compile(".*(?<!니)[다요]\\.");

    static List<Sentence> sentences() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.ko.md")));
        try (Stream<Path> files = Files.list(Path.of("docs/ko"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        List<Sentence> sentences = new ArrayList<>();
        for (Path page : pages) {
            sentences.addAll(Prose.ofMarkdown(page.toString(), Files.readString(page)));
        }
        ResourceBundle texts = ResourceBundle.getBundle("dev.balancehistory.statement.texts", Locale.KOREAN);
        texts.keySet().forEach(key -> sentences.addAll(Prose.ofText(key, texts.getString(key))));
        return sentences;
    }

    @Test
    void aSentenceIsShort() throws IOException {
        assertThat(sentences()).hasSizeGreaterThan(200);
        assertThat(sentences().stream().filter(KoreanLanguageTest::isLong)).isEmpty();
    }

    @Test
    void aSentenceIsFormalAndKorean() throws IOException {
        assertThat(sentences().stream().filter(KoreanLanguageTest::isTranslated))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "이 값은 서버에 의해 기록됩니다.",
                "당신의 키를 만듭니다.",
                "잔액을 기록한다.",
                "키를 만들어요.",
                "`record`을(를) 실행합니다.",
                "끝입니다\uFF01"
            })
    void theMarksOfATranslationAreFound(String text) {
        assertThat(Prose.ofMarkdown("here", text)).anyMatch(KoreanLanguageTest::isTranslated);
    }

    private static boolean isLong(Sentence sentence) {
        return sentence.text().codePoints().filter(KoreanLanguageTest::isHangul).count() > MOST_SYLLABLES;
    }

    private static boolean isHangul(int character) {
        return Character.UnicodeScript.of(character) == Character.UnicodeScript.HANGUL;
    }

    private static boolean isTranslated(Sentence sentence) {
        return FOREIGN.matcher(sentence.text()).find()
                || INFORMAL.matcher(sentence.text()).matches();
    }
}
