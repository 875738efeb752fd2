package dev.balancehistory.exchange.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The wait that a failed response states: until the next request, or until the end of a ban. A wait of more than 30 days
 * is shortened to that, since no exchange documents a longer one.
 *
 * @param http the response
 * @param receivedAt the instant at which it was received
 */
record StatedWait(HttpBody http, Instant receivedAt) {
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");
    private static final Pattern UNIX_TIME = Pattern.compile(".*?([0-9]{9,11})\\s*");

    /**
     * Returns the stated wait, else the documented one.
     *
     * @param code the code in the body; null without one
     * @param limitEnd the function that finds the end of a limit in further headers
     * @return the wait; null if it is neither stated nor documented
     */
    @Nullable
    Duration of(Fault fault, @Nullable String code, Function<HttpHeaders, @Nullable Instant> limitEnd) {
        Duration wait = fault.timeInText() && code != null ? inText(code) : null;
        if (wait == null) {
            wait = retryAfter();
        }
        if (wait == null) {
            wait = until(limitEnd.apply(http.headers()), receivedAt);
        }
        return wait == null ? fault.lasts() : wait;
    }

    private @Nullable Duration inText(String code) {
        Matcher time = UNIX_TIME.matcher(code);
        return time.matches() ? until(Instant.ofEpochSecond(Long.parseLong(time.group(1))), receivedAt) : null;
    }

    /** Returns the wait of the header {@code Retry-After}: seconds, or a date by the clock of the response; null without one. */
    @Nullable
    Duration retryAfter() {
        String value = HttpBody.header(http.headers(), "Retry-After");
        if (SECONDS.matcher(value).matches()) {
            long seconds = Long.parseLong(value);
            return seconds == 0 ? null : shortened(Duration.ofSeconds(seconds));
        }
        return until(HttpBody.date(http.headers(), "Retry-After"), http.date() == null ? receivedAt : http.date());
    }

    private static @Nullable Duration until(@Nullable Instant end, Instant now) {
        return end == null || !end.isAfter(now) ? null : shortened(Duration.between(now, end));
    }

    private static Duration shortened(Duration wait) {
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
