/**
 * The exchange Kraken. Knows the kit in {@code exchange.http} and no other adapter.
 *
 * <p>Unverified: the field {@code valid_until} of the key's information.
 */
@NullMarked
package dev.balancehistory.exchange.kraken;

import org.jspecify.annotations.NullMarked;
