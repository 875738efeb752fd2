/**
 * The exchange Coinbase, by its Advanced Trade API. It depends on the kit in {@code exchange.http} and on no other
 * adapter.
 *
 * <p>Not verified:
 *
 * <ul>
 *   <li>the bodies of failures,
 *   <li>the names of the rights of a key,
 *   <li>whether two accounts can have one currency (the adapter adds them up),
 *   <li>the unit of the header {@code x-ratelimit-reset} (the adapter does not read it).
 * </ul>
 */
@NullMarked
package dev.balancehistory.exchange.coinbase;

import org.jspecify.annotations.NullMarked;
