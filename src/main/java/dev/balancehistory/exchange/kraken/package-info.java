/** The exchange Kraken. It depends on the kit in {@code exchange.http} and on no other adapter. */
@NullMarked
package dev.balancehistory.exchange.kraken;

import org.jspecify.annotations.NullMarked;
