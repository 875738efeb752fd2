/** The exchange MEXC. It depends on the kit in {@code exchange.http} and on no other adapter. */
@NullMarked
package dev.balancehistory.exchange.mexc;

import org.jspecify.annotations.NullMarked;
