/** The exchange Binance. It depends on the kit in {@code exchange.http} and on no other adapter. */
@NullMarked
package dev.balancehistory.exchange.binance;

import org.jspecify.annotations.NullMarked;
