/**
 * The exchange Coinbase, by its Advanced Trade API. Knows the kit in {@code exchange.http} and no other adapter.
 *
 * <p>Not verified: the bodies of failures, the names of the rights of a key, whether two accounts have one currency (they
 * are added up), the unit of the header {@code x-ratelimit-reset} (it is not read).
 */
@NullMarked
package dev.balancehistory.exchange.coinbase;

import org.jspecify.annotations.NullMarked;
