package dev.balancehistory.recording;

import dev.balancehistory.balance.Slot;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run is to record.
 *
 * @param accounts by name; empty for all that are configured
 * @param shard the share of these accounts that is this run's; null for all of them
 * @param slot the scheduled instant that the run stands for; null if none
 * @param interval how often such a run takes place, for accounts whose interval is not configured; null if unknown
 */
public record RecordRequest(
        List<String> accounts,
        @Nullable Shard shard,
        @Nullable Slot slot,
        @Nullable Duration interval) {}
