/**
 * The exchange Bybit, API v5. Knows the kit in {@code exchange.http} and no other adapter.
 *
 * <p>Unverified: that the funding wallet lists every currency that it holds.
 */
@NullMarked
package dev.balancehistory.exchange.bybit;

import org.jspecify.annotations.NullMarked;
