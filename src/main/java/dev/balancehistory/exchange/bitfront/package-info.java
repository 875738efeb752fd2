/** The exchange BITFRONT. It depends on the kit in {@code exchange.http} and on no other adapter. */
@NullMarked
package dev.balancehistory.exchange.bitfront;

import org.jspecify.annotations.NullMarked;
