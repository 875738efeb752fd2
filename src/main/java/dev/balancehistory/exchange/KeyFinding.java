package dev.balancehistory.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A fact that an exchange reports about a key, for {@code doctor}.
 *
 * @param detail the right or the restriction, in one line
 * @param advice the remedy; null if it is as it should be
 * @param expires when the key expires, if that is what is reported; else null
 */
public record KeyFinding(
        String detail, @Nullable String advice, @Nullable Instant expires) {
    private static final Duration NOTICE = Duration.ofDays(30);

    /** A finding that does not depend on the time. */
    public KeyFinding(String detail, @Nullable String advice) {
        this(detail, advice, null);
    }

    /** Returns when a key expires. */
    public static KeyFinding expiring(Instant expires) {
        return new KeyFinding(
                "the key expires on " + expires.atOffset(ZoneOffset.UTC).toLocalDate(), null, expires);
    }

    /** Returns the finding as it is at this time: a key that expires within 30 days is to be replaced. */
    public KeyFinding at(Instant now) {
        return expires == null || expires.isAfter(now.plus(NOTICE))
                ? this
                : new KeyFinding(detail, "create a new key before that day", expires);
    }
}
