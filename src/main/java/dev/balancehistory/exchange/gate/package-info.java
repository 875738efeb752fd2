/**
 * The exchange Gate. Knows the kit in {@code exchange.http} and no other adapter.
 *
 * <p>Unverified: the limit, and whether zero balances are listed.
 */
@NullMarked
package dev.balancehistory.exchange.gate;

import org.jspecify.annotations.NullMarked;
