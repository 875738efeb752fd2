package dev.balancehistory.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSourceTest {
    @ParameterizedTest
    @EnumSource
    void aSourceIsFoundByItsCode(TimeSource source) {
        assertThat(TimeSource.of(source.code())).contains(source);
    }

    @Test
    void theCodesAreThoseOfTheDatabase() {
        assertThat(Arrays.stream(TimeSource.values()).map(TimeSource::code))
                .containsExactly("body", "exchange_clock", "http_date", "own_clock", "imported");
    }

    @Test
    void theCodesAreTheSameInEveryLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(TimeSource.IMPORTED.code()).isEqualTo("imported");
            assertThat(TimeSource.of("imported")).contains(TimeSource.IMPORTED);
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BODY", "Body", "body ", " body", "body\n", "server", "exchange-clock", "null"})
    void anUnknownCodeIsNoSource(String word) {
        assertThat(TimeSource.of(word)).isEmpty();
    }
}
