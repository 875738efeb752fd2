package dev.balancehistory.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResponseStateTest {
    @ParameterizedTest
    @EnumSource
    void aStateIsFoundByItsCode(ResponseState state) {
        assertThat(ResponseState.of(state.code())).isEqualTo(state);
    }

    @Test
    void theCodeIsTheSameInEveryLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(ResponseState.FAILED.code()).isEqualTo("failed");
            assertThat(ResponseState.of("conflict")).isEqualTo(ResponseState.CONFLICT);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void anUnknownCodeIsRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> ResponseState.of("lost"));
    }
}
