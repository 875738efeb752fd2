/**
 * The exchange Bithumb, by version 2 of its API. It depends on the kit in {@code exchange.http} and on no other
 * adapter.
 *
 * <p>Not verified:
 *
 * <ul>
 *   <li>the accepted age of a token (the adapter declares no window),
 *   <li>whether HTTP 429 blocks the key or the IP address (the adapter assumes the address),
 *   <li>the form of {@code expire_at}.
 * </ul>
 */
@NullMarked
package dev.balancehistory.exchange.bithumb;

import org.jspecify.annotations.NullMarked;
