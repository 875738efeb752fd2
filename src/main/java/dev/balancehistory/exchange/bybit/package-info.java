/**
 * The exchange Bybit, API v5. It depends on the kit in {@code exchange.http} and on no other adapter.
 *
 * <p>Not verified: that the funding wallet lists every currency that it holds.
 */
@NullMarked
package dev.balancehistory.exchange.bybit;

import org.jspecify.annotations.NullMarked;
