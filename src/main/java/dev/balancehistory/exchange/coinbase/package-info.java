/**
 * The exchange Coinbase, by its Advanced Trade API. It depends on the kit in {@code exchange.http} and on no other
 * adapter.
 */
@NullMarked
package dev.balancehistory.exchange.coinbase;

import org.jspecify.annotations.NullMarked;
