/** The exchange Upbit. It depends on the kit in {@code exchange.http} and on no other adapter. */
@NullMarked
package dev.balancehistory.exchange.upbit;

import org.jspecify.annotations.NullMarked;
