/** The exchange KuCoin. It depends on the kit in {@code exchange.http} and on no other adapter. */
@NullMarked
package dev.balancehistory.exchange.kucoin;

import org.jspecify.annotations.NullMarked;
