/**
 * The exchange Bitstamp, by version 2 of its API. It depends on the kit in {@code exchange.http} and on no other
 * adapter.
 *
 * <p>Not verified:
 *
 * <ul>
 *   <li>whether the exchange lists zero balances (the adapter takes an absent currency as unknown),
 *   <li>whether the limits are for the IP address (the adapter assumes so).
 * </ul>
 */
@NullMarked
package dev.balancehistory.exchange.bitstamp;

import org.jspecify.annotations.NullMarked;
