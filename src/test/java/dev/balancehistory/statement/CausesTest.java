package dev.balancehistory.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CausesTest {
    private static final Path VIEWS = Path.of("db/migration/views");

    /** They begin with the state of the response. */
    private static final Set<String> OF_STATES = Set.of("cause.rejected", "cause.duplicate", "cause.conflict");

    private static String text(Locale language, String cause) {
        return new Texts(language, ZoneOffset.UTC).cause(cause);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 x 503 Service Unavailable; 2 x other | 503 Service Unavailable 3회, 그 밖 2회",
                "2 x run failed: disk full | 실행 실패: disk full 2회",
                "1 x rejected: it lists a currency twice | 거부됨: it lists a currency twice 1회",
                "4 x run stopped | 실행 중단 4회",
                "no run recorded for this account, only for others | 이 계정의 실행 기록 없음(다른 계정만 있음)"
            })
    void aCauseOfTheProgramIsTranslated(String cause, String korean) {
        assertThat(text(Locale.KOREAN, cause)).isEqualTo(korean);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection refused", "because x other", "503", "run of 5"})
    void anotherTextStaysAsItIs(String cause) {
        assertThat(text(Locale.KOREAN, cause)).isEqualTo(cause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3 x 503 $1 \\; 2 x other", "2 x run failed: disk full", "run failed", "line\nline"})
    void anEnglishPageHasTheWordsOfTheDatabase(String cause) {
        assertThat(text(Locale.ENGLISH, cause)).isEqualTo(cause);
    }

    @Test
    void theWordsAreThoseOfTheDatabase() throws IOException {
        String sql = Files.readString(VIEWS.resolve("R__40_snapshot_gap_between.sql"))
                + Files.readString(VIEWS.resolve("R__13_unrecorded_response.sql"));
        ResourceBundle english = ResourceBundle.getBundle(Texts.BUNDLE, Locale.ENGLISH);

        assertThat(english.keySet().stream()
                        .filter(key -> key.startsWith(Causes.PREFIX) && !OF_STATES.contains(key))
                        .flatMap(key -> Stream.of(english.getString(key).split("\\{[0-9]}")))
                        .filter(part -> !part.isEmpty()))
                .hasSizeGreaterThan(10)
                .allMatch(part -> sql.contains("'" + part) || sql.contains(part + "'"));
    }
}
