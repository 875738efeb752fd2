package dev.balancehistory.settings;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * The ticks of a cron expression, to the second. The expression is evaluated at a fixed offset, and this class handles
 * the changes of the zone's clock. A local time that occurs twice is two ticks. A local time that is skipped is the
 * tick that it would have been without the change.
 *
 * @param cron the expression, of six fields, the first of which are the seconds
 * @param zone the zone of its local times
 */
public record Timetable(CronExpression cron, ZoneId zone) {
    private static final Duration FURTHEST = Duration.ofDays(10 * 366);
    private static final Duration SURVEYED = Duration.ofDays(366);
    private static final Duration SURVEY_STEP = Duration.ofHours(1);

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public static Timetable of(String cron, ZoneId zone) {
        return new Timetable(CronExpression.parse(cron), zone);
    }

    /** Returns the same expression in another zone. */
    public Timetable in(ZoneId other) {
        return new Timetable(cron, other);
    }

    /** Returns the first tick after the instant; null without one. */
    @Nullable
    public Instant next(Instant after) {
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition change = rules.previousTransition(after.plusNanos(1));
        Instant leftOut = change == null ? null : leftOut(change, after);
        Instant tick = byClock(rules.getOffset(after), after);
        change = rules.nextTransition(after);
        while (tick != null && change != null && !tick.isBefore(change.getInstant())) {
            leftOut = earlier(leftOut, leftOut(change, after));
            tick = byClock(change.getOffsetAfter(), change.getInstant().minusNanos(1));
            change = rules.nextTransition(change.getInstant());
        }
        return earlier(leftOut, tick);
    }

    /** Returns the first tick after the instant whose local time a change of the clock skips; null without one. */
    private @Nullable Instant leftOut(ZoneOffsetTransition change, Instant after) {
        if (!change.isGap()) {
            return null;
        }
        Instant before = change.getInstant().minusNanos(1);
        Instant tick = byClock(change.getOffsetBefore(), after.isAfter(before) ? after : before);
        Instant end = change.getInstant().plus(change.getDuration());
        return tick == null || tick.isBefore(end) ? tick : null;
    }

    /** Returns the first tick after the instant at that offset. */
    private @Nullable Instant byClock(ZoneOffset offset, Instant after) {
        OffsetDateTime tick = cron.next(after.atOffset(offset));
        return tick == null ? null : tick.toInstant();
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** Returns the last tick at or before the instant; null without one within ten years. */
    @Nullable
    public Instant last(Instant at) {
        for (Duration back = Duration.ofSeconds(1); back.compareTo(FURTHEST) < 0; back = back.multipliedBy(2)) {
            Instant last = null;
            Instant tick = next(at.minus(back));
            while (tick != null && !tick.isAfter(at)) {
                last = tick;
                tick = next(tick);
            }
            if (last != null) {
                return last;
            }
        }
        return null;
    }

    /** Returns the distance of a tick to its nearest neighbour. A run that begins later belongs to another tick. */
    public Duration patience(Instant tick) {
        Instant before = last(tick.minusNanos(1));
        Instant after = next(tick);
        Duration toBefore = before == null ? FURTHEST : Duration.between(before, tick);
        Duration toAfter = after == null ? FURTHEST : Duration.between(tick, after);
        return toBefore.compareTo(toAfter) < 0 ? toBefore : toAfter;
    }

    /**
     * Returns the distance of its ticks in the year after the instant; null if it varies, as with a pause at night. A
     * change of the clock or the length of a month does not count.
     */
    @Nullable
    public Duration period(Instant from) {
        Timetable unchanged = in(ZoneOffset.UTC);
        Map<Duration, Integer> apart = new HashMap<>();
        Duration longest = Duration.ZERO;
        Instant at = from;
        while (at.isBefore(from.plus(SURVEYED))) {
            Instant tick = unchanged.next(at);
            Instant following = tick == null ? null : unchanged.next(tick);
            if (tick == null || following == null) {
                return null;
            }
            Duration between = Duration.between(tick, following);
            apart.merge(between, 1, Integer::sum);
            longest = Collections.max(List.of(longest, between, Duration.between(at, tick)));
            Instant step = at.plus(SURVEY_STEP);
            at = tick.isAfter(step) ? tick : step;
        }
        boolean even = longest.multipliedBy(2)
                        .compareTo(Collections.min(apart.keySet()).multipliedBy(3))
                <= 0;
        return even
                ? Collections.max(apart.entrySet(), Map.Entry.comparingByValue())
                        .getKey()
                : null;
    }

    /**
     * Returns the first tick at the instant's second or after it.
     *
     * @throws Problem if there is no such tick
     */
    public Instant first(Instant now) {
        Instant first = next(Instant.ofEpochSecond(now.getEpochSecond()).minusNanos(1));
        if (first == null) {
            throw new Problem(Outcome.CONFIGURATION, "'" + cron + "' has no future tick");
        }
        return first;
    }

    @Override
    public String toString() {
        return "'" + cron + "' (" + zone + ")";
    }
}
