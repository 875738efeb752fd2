/**
 * The exchange Binance. Knows the kit in {@code exchange.http} and no other adapter.
 *
 * <p>Unverified: that the funding wallet lists all that it holds, and that all four of its amounts add up to the total.
 */
@NullMarked
package dev.balancehistory.exchange.binance;

import org.jspecify.annotations.NullMarked;
