package dev.balancehistory.metrics;

import dev.balancehistory.archive.AccountStatus;
import dev.balancehistory.archive.NewestBalance;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.recording.RunObserver;
import dev.balancehistory.recording.RunResult;
import dev.balancehistory.settings.BoundSettings;
import dev.balancehistory.settings.MetricsTargets;
import dev.balancehistory.spool.Spool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;

/**
 * Publishes the metrics of a run to the configured targets. Without a target, no class of it is loaded. A failure is
 * logged in one line and does not affect the run.
 *
 * @param configured returns the names of the configured accounts
 * @param statuses returns the state of all accounts of the history
 * @param newest returns the newest balances of accounts
 * @param spool returns the content of the spool
 */
record RunMetrics(
        MetricsTargets targets,
        Supplier<Collection<String>> configured,
        Supplier<List<AccountStatus>> statuses,
        Function<Collection<String>, List<NewestBalance>> newest,
        Supplier<Spool.Contents> spool,
        InstantSource clock)
        implements RunObserver {
    private static final Logger log = LoggerFactory.getLogger(RunMetrics.class);

    /**
     * Returns the targets; none if a setting of them is malformed, so that the mistake costs no snapshot. If another
     * setting is, the targets are read without it, and learn the exit code of the run.
     */
    static MetricsTargets targets(Supplier<BoundSettings> settings, Environment environment) {
        try {
            BoundSettings bound = bound(settings);
            return bound == null ? MetricsTargets.in(environment) : bound.metrics();
        } catch (Problem e) {
            log.warn("No metrics are published: {}", e.getMessage());
            return MetricsTargets.NONE;
        }
    }

    /** Returns the settings; null if the run will report what is wrong with them. */
    private static @Nullable BoundSettings bound(Supplier<BoundSettings> settings) {
        try {
            return Problem.in(settings);
        } catch (Problem e) {
            return null;
        }
    }

    /** Executes the run, publishes its metrics, and returns or throws what the run does. */
    @Override
    public RunResult observe(Supplier<RunResult> run) {
        if (targets.none()) {
            return run.get();
        }
        long start = System.nanoTime();
        RunResult result = null;
        Outcome outcome = Outcome.BUG;
        try {
            result = run.get();
            outcome = result.outcome();
            return result;
        } catch (RuntimeException e) {
            outcome = DatabaseProblem.of(e).outcome();
            throw e;
        } finally {
            publish(Duration.ofNanos(System.nanoTime() - start), outcome.exitCode(), result);
        }
    }

    /** Returns the state of the configured accounts. */
    private List<AccountStatus> accounts() {
        Set<String> names = Set.copyOf(configured.get());
        return statuses.get().stream()
                .filter(status -> names.contains(status.account()))
                .toList();
    }

    /** Returns the newest balances of the configured accounts; none if they are not published. */
    private List<NewestBalance> balances() {
        return targets.balances() ? newest.apply(configured.get()) : List.of();
    }

    /** Returns the values; null if they are unknown now. */
    private static <T> @Nullable List<T> known(String name, Supplier<List<T>> values) {
        try {
            return Problem.in(values);
        } catch (Problem | DataAccessException e) {
            log.warn("The metrics lack the {}: {}", name, DatabaseProblem.of(e).getMessage());
            return null;
        }
    }

    /** Returns the content of the spool; null if a mistake in the configuration hides it. */
    private Spool.@Nullable Contents spoolContents() {
        try {
            return Problem.in(spool);
        } catch (Problem e) {
            log.debug("The spool can't be counted", e);
            return null;
        }
    }

    private void publish(Duration duration, int exitCode, @Nullable RunResult result) {
        try {
            boolean outage = result == null || result.outage();
            MeteredRun run = new MeteredRun(
                    clock.instant(),
                    duration,
                    exitCode,
                    spoolContents(),
                    result == null ? List.of() : result.accounts(),
                    outage ? null : known("accounts", this::accounts),
                    outage ? null : known("balances", this::balances));
            String text = Exposition.of(run);
            // Series that this run could not determine keep their last value.
            boolean retain = run.incomplete();
            if (targets.file() != null) {
                new MetricsFile(targets.file()).write(text, retain);
            }
            if (targets.group() != null) {
                new Pushgateway(targets.group()).push(text, retain);
            }
        } catch (Problem e) {
            log.warn("The metrics of this run were not published: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.warn("The metrics of this run were not published, because of a bug", e);
        }
    }
}
