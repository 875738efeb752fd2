/**
 * The exchange Gate. It depends on the kit in {@code exchange.http} and on no other adapter.
 *
 * <p>Not verified: the limit, and whether zero balances are listed.
 */
@NullMarked
package dev.balancehistory.exchange.gate;

import org.jspecify.annotations.NullMarked;
