/** The exchange Gate. It depends on the kit in {@code exchange.http} and on no other adapter. */
@NullMarked
package dev.balancehistory.exchange.gate;

import org.jspecify.annotations.NullMarked;
