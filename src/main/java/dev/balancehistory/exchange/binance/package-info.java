/**
 * The exchange Binance. It depends on the kit in {@code exchange.http} and on no other adapter.
 *
 * <p>Not verified: that the funding wallet lists all of its holdings, and that its four amounts add up to the total.
 */
@NullMarked
package dev.balancehistory.exchange.binance;

import org.jspecify.annotations.NullMarked;
