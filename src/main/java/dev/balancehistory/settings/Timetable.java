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
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * The ticks of a cron expression, to the second. The expression is evaluated at a fixed offset, and this class handles
 * the changes of the zone's clock. A local time that occurs twice is two ticks. A local time that is skipped is the
 * tick that it would have been without the change. In a zone, the expression itself would leave such a daily tick out,
 * and in Australia/Lord_Howe not advance.
 *
 * @param cron the expression, of six fields, the first of which are the seconds
 * @param zone the zone of its local times
 */
public record Timetable(CronExpression cron, ZoneId zone) {
    private static final Duration FURTHEST = Duration.ofDays(10 * 366);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

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

    /**
     * Returns the distance of the ticks, without changes of the clock. It is null if it varies, as with a pause at
     * night or with months.
     */
    @Nullable
    public Duration period() {
        Timetable unchanged = in(ZoneOffset.UTC);
        Instant first = unchanged.next(Instant.EPOCH);
        Instant second = first == null ? null : unchanged.next(first);
        String[] fields = cron.toString().split(" ", -1);
        if (first == null || second == null || !(fields[3] + fields[4]).matches("[*?]{2}")) {
            return null;
        }
        Duration period = Duration.between(first, second);
        // Without days and months, the ticks of a day or a week recur, except those of a weekday in a month.
        Instant end = first.plus(fields[5].matches("[*?]") ? DAY : WEEK);
        Instant tick = first;
        while (tick != null && tick.isBefore(end)) {
            Instant next = unchanged.next(tick);
            if (next == null || !Duration.between(tick, next).equals(period)) {
                return null;
            }
            tick = next;
        }
        return period.compareTo(WEEK) > 0 ? null : period;
    }

    /**
     * Returns the first tick at the instant's second or after it.
     *
     * @throws Problem if there is no such tick
     */
    public Instant first(Instant now) {
        Instant first = next(Instant.ofEpochSecond(now.getEpochSecond()).minusNanos(1));
        if (first == null) {
            throw new Problem(Outcome.CONFIGURATION, "'" + cron + "' has no future tick: correct the cron expression");
        }
        return first;
    }

    @Override
    public String toString() {
        return "'" + cron + "' (" + zone + ")";
    }
}
