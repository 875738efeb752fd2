/**
 * The exchange Bitstamp, by version 2 of its API. It depends on the kit in {@code exchange.http} and on no other
 * adapter.
 */
@NullMarked
package dev.balancehistory.exchange.bitstamp;

import org.jspecify.annotations.NullMarked;
