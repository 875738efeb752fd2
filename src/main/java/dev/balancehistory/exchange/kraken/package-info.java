/**
 * The exchange Kraken. It depends on the kit in {@code exchange.http} and on no other adapter.
 *
 * <p>Not verified: the field {@code valid_until} of the key's information.
 */
@NullMarked
package dev.balancehistory.exchange.kraken;

import org.jspecify.annotations.NullMarked;
