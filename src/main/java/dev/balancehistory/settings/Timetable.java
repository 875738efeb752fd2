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
 * The instants of a cron expression, which are ticks to the second. The expression is only ever asked by a clock that
 * nobody puts forward or back; what becomes of the ticks when the zone's clock is, is said here: what it shows twice are
 * two ticks, and what it leaves out comes when the clock would have shown it otherwise.
 *
 * @param cron the expression, of six fields, the first of which are the seconds
 * @param zone whose clock on the wall it speaks of
 */
public record Timetable(CronExpression cron, ZoneId zone) {
    private static final Duration FURTHEST = Duration.ofDays(10 * 366);
    private static final Duration SURVEYED = Duration.ofDays(366);
    private static final Duration SURVEY_STEP = Duration.ofHours(1);

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Timetable of(String cron, ZoneId zone) {
        return new Timetable(CronExpression.parse(cron), zone);
    }

    /** Returns the same by another zone's clock. */
    public Timetable in(ZoneId other) {
        return new Timetable(cron, other);
    }

    /** Returns the first tick after the instant; null if there is none. */
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

    /** Returns the first tick after the instant that a change of the clock leaves out; null if there is none. */
    private @Nullable Instant leftOut(ZoneOffsetTransition change, Instant after) {
        if (!change.isGap()) {
            return null;
        }
        Instant before = change.getInstant().minusNanos(1);
        Instant tick = byClock(change.getOffsetBefore(), after.isAfter(before) ? after : before);
        Instant end = change.getInstant().plus(change.getDuration());
        return tick == null || tick.isBefore(end) ? tick : null;
    }

    /** Returns the first tick after the instant by a clock of that offset. */
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

    /** Returns the last tick at or before the instant; null if there was none for ten years. */
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

    /** Returns how far a tick is from its nearest neighbour: a run for it that begins later would stand for another time. */
    public Duration patience(Instant tick) {
        Instant before = last(tick.minusNanos(1));
        Instant after = next(tick);
        Duration toBefore = before == null ? FURTHEST : Duration.between(before, tick);
        Duration toAfter = after == null ? FURTHEST : Duration.between(tick, after);
        return toBefore.compareTo(toAfter) < 0 ? toBefore : toAfter;
    }

    /**
     * Returns how far its ticks are apart, in the year after the instant; null if there is no telling, as for one that
     * rests at night. A change of the clocks or the length of a month makes no difference.
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
     * Returns the first tick at the instant's own second or after it.
     *
     * @throws Problem if there is none
     */
    public Instant first(Instant now) {
        Instant first = next(Instant.ofEpochSecond(now.getEpochSecond()).minusNanos(1));
        if (first == null) {
            throw new Problem(Outcome.CONFIGURATION, "'" + cron + "' names no time that comes");
        }
        return first;
    }

    @Override
    public String toString() {
        return "'" + cron + "' (" + zone + ")";
    }
}
