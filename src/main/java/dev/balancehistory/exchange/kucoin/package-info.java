/**
 * The exchange KuCoin. It depends on the kit in {@code exchange.http} and on no other adapter.
 *
 * <p>Not verified:
 *
 * <ul>
 *   <li>that the exchange accepts keys of version 2 as version 3,
 *   <li>the accepted difference of 5 seconds, the pool of 2,000, and the code 429000,
 *   <li>whether an empty account stays in the list.
 * </ul>
 */
@NullMarked
package dev.balancehistory.exchange.kucoin;

import org.jspecify.annotations.NullMarked;
