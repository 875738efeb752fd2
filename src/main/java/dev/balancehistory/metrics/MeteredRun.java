package dev.balancehistory.metrics;

import dev.balancehistory.archive.AccountStatus;
import dev.balancehistory.recording.RunResult.AccountResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as its metrics see it.
 *
 * @param results one for each account that was to be recorded; empty if the run failed before it knew them
 * @param accounts how the accounts stand afterwards; null if that can't be known
 */
record MeteredRun(
        Instant endedAt,
        Duration duration,
        int exitCode,
        int spoolFiles,
        List<AccountResult> results,
        @Nullable List<AccountStatus> accounts) {}
