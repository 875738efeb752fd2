/**
 * The exchange Bithumb, by version 2 of its API. Knows the kit in {@code exchange.http} and no other adapter.
 *
 * <p>Not verified: how old a token may be (no window is declared), whether HTTP 429 blocks the key or the IP address (the
 * address is assumed), the form of {@code expire_at}.
 */
@NullMarked
package dev.balancehistory.exchange.bithumb;

import org.jspecify.annotations.NullMarked;
