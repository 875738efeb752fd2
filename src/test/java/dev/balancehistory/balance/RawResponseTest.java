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
        assertThat(response(RECEIVED, TimeSource.BODY).timeSource()).isEqualTo(TimeSource.BODY);
        assertThat(response(null, null).responseTime()).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> response(RECEIVED, null));
        assertThatIllegalArgumentException().isThrownBy(() -> response(null, TimeSource.BODY));
    }

    @Test
    void theTimeCanBeAddedAndTheRestIsUnchanged() {
        assertThat(response(null, null).at(RECEIVED, TimeSource.HTTP_DATE))
                .isEqualTo(response(RECEIVED, TimeSource.HTTP_DATE));
    }

    private static RawResponse response(@Nullable Instant responseTime, @Nullable TimeSource timeSource) {
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
