/**
 * The exchange KuCoin. Knows the kit in {@code exchange.http} and no other adapter.
 *
 * <p>Unverified: that keys of version 2 are accepted as version 3, the accepted difference of 5 seconds, the pool of 2,000,
 * the code 429000, and whether an empty account stays in the list.
 */
@NullMarked
package dev.balancehistory.exchange.kucoin;

import org.jspecify.annotations.NullMarked;
