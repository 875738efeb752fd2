package dev.balancehistory.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Disposition;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatedWaitTest {
    private static final Instant RECEIVED = Instant.parse("2023-11-14T22:13:00Z");
    private static final Fault BAN = new Fault(Disposition.BANNED, "", Duration.ofMinutes(10), true);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7                             |                               | PT7S
            7                             | Tue, 14 Nov 2023 23:13:00 GMT | PT7S
            Tue, 14 Nov 2023 22:13:30 GMT |                               | PT30S
            Tue, 14 Nov 2023 23:13:30 GMT | Tue, 14 Nov 2023 23:13:00 GMT | PT30S
            Tue, 14 Nov 2023 22:13:00 GMT |                               |
            Tue, 14 Nov 2023 21:13:00 GMT |                               |
            Tue, 14 Nov 2023 22:13:30 GMT | Tue, 14 Nov 2023 23:13:00 GMT |
            Wed, 21 Oct 2099 07:28:00 GMT |                               | P30D
            9999999                       |                               | P30D
            999999999999999999            |                               | P30D
            0                             |                               |
            """)
    void retryAfterIsSecondsOrADateByTheClockOfTheResponse(
            String retryAfter, @Nullable String date, @Nullable Duration wait) {
        assertThat(response(date, "Retry-After", retryAfter).retryAfter()).isEqualTo(wait);
    }

    @Test
    void theTextPrevailsOverRetryAfterAndThatOverOtherHeadersAndTheDocuments() {
        StatedWait both = response(null, "Retry-After", "7");
        assertThat(both.of(BAN, "Throttled: 1700000000", headers -> RECEIVED.plusSeconds(9)))
                .isEqualTo(Duration.ofSeconds(20));
        assertThat(both.of(BAN, "Throttled", headers -> RECEIVED.plusSeconds(9)))
                .isEqualTo(Duration.ofSeconds(7));
        StatedWait neither = response(null, "Server", "x");
        assertThat(neither.of(BAN, null, headers -> RECEIVED.plusSeconds(9))).isEqualTo(Duration.ofSeconds(9));
        assertThat(neither.of(BAN, null, headers -> RECEIVED)).isEqualTo(Duration.ofMinutes(10));
        assertThat(neither.of(Fault.of(Disposition.BANNED, ""), null, headers -> null))
                .isNull();
    }

    @Test
    void anEndInAnImpossibleFutureIsShortenedTo30Days() {
        StatedWait none = response(null, "Server", "x");
        assertThat(none.of(BAN, "Throttled: 99999999999", headers -> null)).isEqualTo(Duration.ofDays(30));
        assertThat(none.of(BAN, null, headers -> Instant.ofEpochMilli(999_999_999_999_999L)))
                .isEqualTo(Duration.ofDays(30));
    }

    private static StatedWait response(@Nullable String date, String name, String value) {
        Map<String, List<String>> fields = new HashMap<>(Map.of(name, List.of(value)));
        if (date != null) {
            fields.put("Date", List.of(date));
        }
        HttpHeaders headers = HttpHeaders.of(fields, (field, text) -> true);
        return new StatedWait(
                new HttpBody(503, "", new byte[0], null, HttpBody.date(headers, "Date"), headers), RECEIVED);
    }
}
