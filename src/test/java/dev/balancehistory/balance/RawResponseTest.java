package dev.balancehistory.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RawResponseTest {
    private static final Instant REQUESTED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant RECEIVED = REQUESTED.plusMillis(200);
    private static final ResponseBody BODY = ResponseBody.of(new byte[] {1, 2, 3});

    @Test
    void aTimeHasASourceAndASourceHasATime() {
        assertThat(answer(RECEIVED, TimeSource.BODY).timeSource()).isEqualTo(TimeSource.BODY);
        assertThat(answer(null, null).responseTime()).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> answer(RECEIVED, null));
        assertThatIllegalArgumentException().isThrownBy(() -> answer(null, TimeSource.BODY));
    }

    @Test
    void theTimeCanBeAddedAndTheRestStaysAsItIs() {
        assertThat(answer(null, null).at(RECEIVED, TimeSource.HTTP_DATE))
                .isEqualTo(answer(RECEIVED, TimeSource.HTTP_DATE));
    }

    private static RawResponse answer(@Nullable Instant responseTime, @Nullable TimeSource timeSource) {
        return new RawResponse(
                REQUESTED,
                RECEIVED,
                responseTime,
                timeSource,
                "EAPI:Invalid nonce",
                "words",
                "made-up/1",
                BODY,
                ResponseState.RECEIVED,
                "reason");
    }
}
