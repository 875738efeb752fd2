package dev.balancehistory.recording;

import dev.balancehistory.balance.Slot;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request of a run.
 *
 * @param accounts the names of the accounts; empty for all configured ones
 * @param shard the share of these accounts; null for all of them
 * @param slot the scheduled instant that the run stands for; null without a slot
 * @param interval the interval of such runs, for accounts without a configured interval; null if unknown
 */
public record RecordRequest(
        List<String> accounts,
        @Nullable Shard shard,
        @Nullable Slot slot,
        @Nullable Duration interval) {}
