package dev.balancehistory.metrics;

import dev.balancehistory.archive.AccountStatus;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;

/**
 * Publishes the metrics of a run to the configured targets. Without a target, no class of it is loaded. A failure is
 * logged in one line and does not affect the run.
 */
final class RunMetrics implements RunObserver {
    private static final Logger log = LoggerFactory.getLogger(RunMetrics.class);

    private final MetricsTargets targets;
    private final Supplier<Collection<String>> configured;
    private final Supplier<List<AccountStatus>> statuses;
    private final Supplier<Spool.Contents> spool;
    private final InstantSource clock;
    private final @Nullable Pushgateway pushgateway;

    /**
     * @param configured returns the names of the configured accounts
     * @param statuses returns the state of all accounts of the history
     * @param spool returns the content of the spool
     */
    RunMetrics(
            MetricsTargets targets,
            Supplier<Collection<String>> configured,
            Supplier<List<AccountStatus>> statuses,
            Supplier<Spool.Contents> spool,
            InstantSource clock) {
        this.targets = targets;
        this.configured = configured;
        this.statuses = statuses;
        this.spool = spool;
        this.clock = clock;
        this.pushgateway = targets.group() == null ? null : new Pushgateway(targets.group());
    }

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
            return new MetricsTargets(null, null);
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

    /** Returns the state of the configured accounts; null if it is unknown now. */
    private @Nullable List<AccountStatus> accounts() {
        try {
            Set<String> names = Set.copyOf(configured.get());
            return Problem.in(statuses).stream()
                    .filter(status -> names.contains(status.account()))
                    .toList();
        } catch (Problem | DataAccessException e) {
            log.warn("The metrics lack the accounts: {}", DatabaseProblem.of(e).getMessage());
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
            MeteredRun run = new MeteredRun(
                    clock.instant(),
                    duration,
                    exitCode,
                    spoolContents(),
                    result == null ? List.of() : result.accounts(),
                    result == null || result.outage() ? null : accounts());
            String text = Exposition.of(run);
            // Series that this run could not determine keep their last value.
            boolean retain = run.accounts() == null;
            if (targets.file() != null) {
                new MetricsFile(targets.file()).write(text, retain);
            }
            if (pushgateway != null) {
                pushgateway.push(text, retain);
            }
        } catch (Problem e) {
            log.warn("The metrics of this run were not published: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.warn("The metrics of this run were not published, because of a bug", e);
        }
    }
}
