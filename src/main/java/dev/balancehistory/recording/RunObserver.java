package dev.balancehistory.recording;

import java.util.function.Supplier;

/** Observes each run of {@code record} and {@code schedule}, for example to publish its metrics. */
@FunctionalInterface
public interface RunObserver {
    /**
     * Executes a run, and returns or throws what the run does.
     *
     * @param run the run, which is executed once
     */
    RunResult observe(Supplier<RunResult> run);
}
