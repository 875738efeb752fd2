package dev.balancehistory.schedule;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.settings.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the ticks of a timetable. After a long run, a jump of the clock or a suspension of the machine, only
 * the newest tick is served. It is missed as well if it is older than its distance from the tick before. Missed ticks
 * are logged.
 */
final class Ticks {
    /** The longest sleep, so that a change of the clock is noticed soon. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final int MOST_COUNTED = 10_000;

    private static final Logger log = LoggerFactory.getLogger(Ticks.class);

    private final Timetable timetable;
    private final InstantSource clock;
    private final Deadline end;
    private Instant planned;
    private @Nullable Instant served;

    /**
     * @param end the deadline, whose stop ends all waits
     */
    Ticks(Timetable timetable, InstantSource clock, Deadline end) {
        this.timetable = timetable;
        this.clock = clock;
        this.end = end;
        this.planned = timetable.first(clock.instant());
    }

    /** Returns the next tick. */
    Instant planned() {
        return planned;
    }

    /** Calls the run at each tick until the stop or the last tick. The run must not throw. */
    void each(Consumer<Slot> run) {
        boolean more = true;
        while (more && !end.over()) {
            Instant now = clock.instant();
            if (now.isBefore(planned)) {
                noticeClockSetBack(now);
                Duration left = Duration.between(now, planned);
                more = end.pause(left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT);
            } else {
                more = serve(now, run);
            }
        }
    }

    private void noticeClockSetBack(Instant now) {
        Instant sooner = timetable.next(now);
        // The previous tick, if the clock was set back to just before it, is served already.
        if (sooner != null && sooner.isBefore(planned) && !sooner.equals(served)) {
            log.warn("The clock was set back: the next tick is {}, not {}", sooner, planned);
            planned = sooner;
        }
    }

    /** Serves the newest tick; returns whether there are more ticks. */
    private boolean serve(Instant now, Consumer<Slot> run) {
        Instant newest = timetable.last(now);
        Instant due = newest == null || newest.isBefore(planned) ? planned : newest;
        Instant before = timetable.last(due.minusNanos(1));
        boolean late = before != null && Duration.between(due, now).compareTo(Duration.between(before, due)) > 0;
        logMissed(due, late);
        if (!late) {
            served = due;
            run.accept(new Slot(due));
        }
        Instant next = timetable.next(due);
        if (next == null) {
            return false;
        }
        planned = next;
        return true;
    }

    private void logMissed(Instant due, boolean late) {
        int missed = late ? 1 : 0;
        Instant tick = planned;
        while (tick != null && tick.isBefore(due) && missed < MOST_COUNTED) {
            missed++;
            tick = timetable.next(tick);
        }
        if (missed > 0) {
            log.warn(
                    "{} {} missed from {} on, during a long run or while the machine was suspended: missed"
                            + " snapshots are not recorded later",
                    missed == MOST_COUNTED ? "At least " + missed : missed,
                    missed == 1 ? "tick was" : "ticks were",
                    planned);
        }
    }
}
