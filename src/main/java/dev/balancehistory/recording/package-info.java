/**
 * The job {@code recordBalances}: asks each account's exchange, keeps what it answers, and turns what was kept into
 * snapshots. Knows the exchanges, the history and Spring Batch.
 */
@NullMarked
package dev.balancehistory.recording;

import org.jspecify.annotations.NullMarked;
