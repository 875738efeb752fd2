package dev.balancehistory.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A fact that an exchange reports about a key, for {@code doctor}.
 *
 * @param detail the right or the restriction, in one line
 * @param advice the remedy; null if no remedy is needed
 * @param expires the end of the key, if the finding is about that; else null
 */
public record KeyFinding(
        String detail, @Nullable String advice, @Nullable Instant expires) {
    private static final Duration NOTICE = Duration.ofDays(30);

    /** Creates a finding that does not depend on the time. */
    public KeyFinding(String detail, @Nullable String advice) {
        this(detail, advice, null);
    }

    /** Returns the finding that a key expires at this time. */
    public static KeyFinding expiring(Instant expires) {
        return new KeyFinding(
                "the key expires on " + expires.atOffset(ZoneOffset.UTC).toLocalDate(), null, expires);
    }

    /** Returns the finding with the advice for this time: to replace a key that expires within 30 days. */
    public KeyFinding at(Instant now) {
        return expires == null || expires.isAfter(now.plus(NOTICE))
                ? this
                : new KeyFinding(detail, "create a new key before that day", expires);
    }
}
