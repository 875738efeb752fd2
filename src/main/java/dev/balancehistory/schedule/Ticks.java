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
 * Waits for the ticks of a timetable, one after the other, and never makes up for those that were missed: of all that
 * came during a run, a jump of the clock or the machine's sleep, the newest one is served if it is no older than the time
 * between two, and the others are told as missed.
 */
final class Ticks {
    /** So that a clock that was set is noticed soon. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final int MOST_COUNTED = 10_000;

    private static final Logger log = LoggerFactory.getLogger(Ticks.class);

    private final Timetable timetable;
    private final InstantSource clock;
    private final Deadline end;
    private Instant planned;
    private @Nullable Instant served;

    /**
     * @param end which ends all waiting when it is stopped
     */
    Ticks(Timetable timetable, InstantSource clock, Deadline end) {
        this.timetable = timetable;
        this.clock = clock;
        this.end = end;
        this.planned = timetable.first(clock.instant());
    }

    /** Returns the tick that is waited for. */
    Instant planned() {
        return planned;
    }

    /** Calls it at each tick, until that is stopped or no tick comes any more. It must not throw. */
    void each(Consumer<Slot> run) {
        boolean more = true;
        while (more && !end.over()) {
            Instant now = clock.instant();
            if (now.isBefore(planned)) {
                heedClockPutBack(now);
                Duration left = Duration.between(now, planned);
                more = end.pause(left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT);
            } else {
                more = serve(now, run);
            }
        }
    }

    private void heedClockPutBack(Instant now) {
        Instant sooner = timetable.next(now);
        // Put back by less than to the tick before, that one is served already.
        if (sooner != null && sooner.isBefore(planned) && !sooner.equals(served)) {
            log.warn("The clock was put back: the next tick is {}, not {}", sooner, planned);
            planned = sooner;
        }
    }

    /** Returns whether there are more ticks to come. */
    private boolean serve(Instant now, Consumer<Slot> run) {
        Instant newest = timetable.last(now);
        Instant due = newest == null || newest.isBefore(planned) ? planned : newest;
        boolean late = Duration.between(due, now).compareTo(timetable.patience(due)) > 0;
        tellMissed(due, late);
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

    private void tellMissed(Instant due, boolean late) {
        int missed = late ? 1 : 0;
        Instant tick = planned;
        while (tick != null && tick.isBefore(due) && missed < MOST_COUNTED) {
            missed++;
            tick = timetable.next(tick);
        }
        if (missed > 0) {
            log.warn(
                    "{} {} missed from {} on, while a run took too long or the machine was asleep: no snapshot is made up",
                    missed == MOST_COUNTED ? "At least " + missed : missed,
                    missed == 1 ? "tick was" : "ticks were",
                    planned);
        }
    }
}
