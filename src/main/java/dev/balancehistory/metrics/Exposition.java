package dev.balancehistory.metrics;

import dev.balancehistory.archive.AccountStatus;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.recording.RunLine;
import dev.balancehistory.recording.RunResult.AccountResult;
import dev.balancehistory.spool.Spool;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Formats the metrics of a run for Prometheus. The alerts in deploy/prometheus/alerts.yml depend on their names. */
final class Exposition {
    static final String PREFIX = "balance_history_";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private Exposition() {}

    static String of(MeteredRun run) {
        Exposition exposition = new Exposition();
        try {
            exposition.run(run);
            run.results().forEach(exposition::result);
            List<AccountStatus> accounts = run.accounts();
            if (accounts != null) {
                accounts.forEach(exposition::account);
            }
            return exposition.registry.scrape();
        } finally {
            exposition.registry.close();
        }
    }

    private void run(MeteredRun run) {
        gauge("run_timestamp_seconds", "When the last run ended.", Tags.empty(), seconds(run.endedAt()));
        gauge("run_duration_seconds", "How long the last run took.", Tags.empty(), seconds(run.duration()));
        gauge("run_exit_code", "The last run's exit code.", Tags.empty(), run.exitCode());
        if (run.spool() != null) {
            spool(run.spool());
        }
        for (Outcome outcome : Outcome.values()) {
            gauge(
                    "run_accounts",
                    "How many accounts of the last run ended so.",
                    Tags.of("outcome", RunLine.outcomeText(outcome)),
                    run.results().stream()
                            .filter(account -> account.outcome() == outcome)
                            .count());
        }
        gauge(
                "run_balances",
                "Balances that the last run fetched and recorded.",
                Tags.empty(),
                run.results().stream()
                        .mapToLong(AccountResult::recordedBalances)
                        .sum());
    }

    private void spool(Spool.Contents spool) {
        gauge("spool_files", "Responses that wait in files for the database.", Tags.empty(), spool.waiting());
        gauge("spool_bytes", "How much these files have together.", Tags.empty(), spool.bytes());
        gauge("spool_limit_bytes", "How much they may have together.", Tags.empty(), spool.limit());
    }

    private void result(AccountResult account) {
        Duration latency = account.latency();
        if (latency != null) {
            gauge(
                    "exchange_latency_seconds",
                    "How long the exchange took for the last response.",
                    Tags.of("account", account.account()),
                    seconds(latency));
        }
    }

    private void account(AccountStatus status) {
        Tags account = Tags.of("account", status.account());
        Instant last = status.lastSnapshotAt();
        Duration interval = status.expectedInterval();
        Long missing = status.missing();
        if (last != null) {
            gauge(
                    "last_success_timestamp_seconds",
                    "When the exchange gave the newest snapshot that is recorded.",
                    account,
                    seconds(last));
        }
        if (interval != null) {
            gauge("expected_interval_seconds", "How often a snapshot is expected.", account, seconds(interval));
        }
        if (missing != null) {
            gauge("open_gap_snapshots", "How many snapshots are missing by now.", account, missing);
        }
    }

    private void gauge(String name, String help, Tags tags, Number value) {
        Gauge.builder(PREFIX + name, () -> value).description(help).tags(tags).register(registry);
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1_000.0;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
