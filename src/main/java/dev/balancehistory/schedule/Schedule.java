package dev.balancehistory.schedule;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.RunStop;
import dev.balancehistory.recording.RecordBalances;
import dev.balancehistory.recording.RecordRequest;
import dev.balancehistory.recording.RunLine;
import dev.balancehistory.recording.RunObserver;
import dev.balancehistory.recording.RunResult;
import dev.balancehistory.settings.AccountDirectory;
import dev.balancehistory.settings.Timetable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records at each tick of a timetable, for as long as the process lives. A run that fails is told, and the next tick comes. */
final class Schedule {
    /** What may be better at the next tick, so that it does not end the schedule at its start. */
    private static final Set<Outcome> PASSING =
            EnumSet.of(Outcome.UNREACHABLE, Outcome.TEMPORARY_FAILURE, Outcome.CREDENTIALS);

    private static final Logger log = LoggerFactory.getLogger(Schedule.class);

    private final Supplier<AccountDirectory> accounts;
    private final Supplier<RecordBalances> recording;
    private final RunObserver observer;
    private final RunStop stop;
    private final InstantSource clock;
    private final Deadline end;

    /**
     * @param recording asked anew at each tick, since it can't be had while the database is down
     * @param end which ends all waiting when it is stopped
     */
    Schedule(
            Supplier<AccountDirectory> accounts,
            Supplier<RecordBalances> recording,
            RunObserver observer,
            RunStop stop,
            InstantSource clock,
            Deadline end) {
        this.accounts = accounts;
        this.recording = recording;
        this.observer = observer;
        this.stop = stop;
        this.clock = clock;
        this.end = end;
    }

    /**
     * Records until it is stopped, which is {@link Outcome#STOPPED}, or no tick comes any more.
     *
     * @throws Problem if the configuration can't be right
     */
    public Outcome run(Timetable timetable) {
        RunStop.Running running = stop.running(end);
        try (running) {
            check();
            Duration period = timetable.period(clock.instant());
            Ticks ticks = new Ticks(timetable, clock, end);
            log.info("Recording at {}; the first tick is {}", timetable, ticks.planned());
            ticks.each(slot -> record(slot, period));
        }
        log.info(end.stopped() ? "The schedule was stopped" : "No tick of {} comes any more", timetable);
        return end.stopped() ? Outcome.STOPPED : Outcome.DONE;
    }

    private void check() {
        Problem.in(accounts).names();
        try {
            Problem.in(recording);
        } catch (Problem e) {
            if (!PASSING.contains(e.outcome())) {
                throw e;
            }
            log.warn("{}; each tick tries again", e.getMessage());
        }
    }

    private void record(Slot slot, @Nullable Duration period) {
        RecordRequest request = new RecordRequest(List.of(), null, slot, period);
        try {
            RunResult result = observer.observe(() -> Problem.in(recording).record(request));
            RunLine.of(slot, result).tell(log);
        } catch (RuntimeException e) {
            RunLine.failed(log, slot, e);
        }
    }
}
