package dev.balancehistory.recording;

import dev.balancehistory.balance.Slot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run is to record.
 *
 * @param accounts by name; empty for all that are configured
 * @param slot the scheduled instant that the run stands for; null if none
 */
public record RecordRequest(List<String> accounts, @Nullable Slot slot) {}
