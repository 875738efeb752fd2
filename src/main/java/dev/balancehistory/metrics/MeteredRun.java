package dev.balancehistory.metrics;

import dev.balancehistory.archive.AccountStatus;
import dev.balancehistory.recording.RunResult.AccountResult;
import dev.balancehistory.spool.Spool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data for the metrics of a run.
 *
 * @param spool the content of the spool; null if unknown
 * @param results a result for each account; empty if the run failed earlier
 * @param accounts the state of the accounts afterwards; null if unknown
 */
record MeteredRun(
        Instant endedAt,
        Duration duration,
        int exitCode,
        Spool.@Nullable Contents spool,
        List<AccountResult> results,
        @Nullable List<AccountStatus> accounts) {}
