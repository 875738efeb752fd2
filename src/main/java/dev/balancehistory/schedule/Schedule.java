package dev.balancehistory.schedule;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.RunStop;
import dev.balancehistory.recording.RecordRequest;
import dev.balancehistory.recording.RunLine;
import dev.balancehistory.recording.RunObserver;
import dev.balancehistory.recording.RunResult;
import dev.balancehistory.settings.ConfiguredAccounts;
import dev.balancehistory.settings.Timetable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records at each tick of a timetable until it is stopped. A failed run is logged, and the next tick follows. */
final class Schedule {
    private static final Logger log = LoggerFactory.getLogger(Schedule.class);

    private final Supplier<ConfiguredAccounts> accounts;
    private final Function<RecordRequest, RunResult> recording;
    private final Supplier<@Nullable Problem> database;
    private final RunObserver observer;
    private final RunStop stop;
    private final InstantSource clock;
    private final Deadline end;

    /**
     * @param recording executes a run
     * @param database opens the database, and returns the reason why that fails, or null
     * @param end the deadline, whose stop ends all waits
     */
    Schedule(
            Supplier<ConfiguredAccounts> accounts,
            Function<RecordRequest, RunResult> recording,
            Supplier<@Nullable Problem> database,
            RunObserver observer,
            RunStop stop,
            InstantSource clock,
            Deadline end) {
        this.accounts = accounts;
        this.recording = recording;
        this.database = database;
        this.observer = observer;
        this.stop = stop;
        this.clock = clock;
        this.end = end;
    }

    /**
     * Records until it is stopped, with the result {@link Outcome#STOPPED}, or until the last tick.
     *
     * @throws Problem if the configuration is rejected
     */
    public Outcome run(Timetable timetable) {
        RunStop.Running running = stop.running(end);
        try (running) {
            Ticks ticks = new Ticks(timetable, clock, end);
            check(timetable);
            Duration period = timetable.period();
            log.info("Recording at {}; the first tick is {}", timetable, ticks.planned());
            ticks.each(slot -> record(slot, period));
        }
        log.info(end.stopped() ? "The schedule was stopped" : "{} has no further tick", timetable);
        return end.stopped() ? Outcome.STOPPED : Outcome.DONE;
    }

    private void check(Timetable timetable) {
        ConfiguredAccounts configured = Problem.in(accounts);
        configured.select(List.of(), name -> true).required();
        configured.requireIntervals(timetable);
        Problem problem = database.get();
        if (problem != null) {
            log.warn("{}; until then, the responses wait in the spool", problem.getMessage());
        }
    }

    private void record(Slot slot, @Nullable Duration period) {
        RecordRequest request = new RecordRequest(List.of(), null, slot, period);
        try {
            RunResult result = observer.observe(() -> recording.apply(request));
            RunLine.of(slot, result).log(log);
        } catch (RuntimeException e) {
            RunLine.failed(log, slot, e);
        }
    }
}
