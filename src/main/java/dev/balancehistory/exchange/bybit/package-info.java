/** The exchange Bybit, API v5. It depends on the kit in {@code exchange.http} and on no other adapter. */
@NullMarked
package dev.balancehistory.exchange.bybit;

import org.jspecify.annotations.NullMarked;
