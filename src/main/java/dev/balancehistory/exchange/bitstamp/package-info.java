/**
 * The exchange Bitstamp, by version 2 of its API. Knows the kit in {@code exchange.http} and no other adapter.
 *
 * <p>Not verified: whether currencies without a balance are listed (absent means unknown), and whether the limits are for
 * the IP address (they are kept for it).
 */
@NullMarked
package dev.balancehistory.exchange.bitstamp;

import org.jspecify.annotations.NullMarked;
