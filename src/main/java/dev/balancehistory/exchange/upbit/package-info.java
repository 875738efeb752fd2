/** The exchange Upbit. Knows the kit in {@code exchange.http} and no other adapter. */
@NullMarked
package dev.balancehistory.exchange.upbit;

import org.jspecify.annotations.NullMarked;
