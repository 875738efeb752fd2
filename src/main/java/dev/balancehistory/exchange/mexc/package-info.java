/**
 * The exchange MEXC. Knows the kit in {@code exchange.http} and no other adapter.
 *
 * <p>Unverified: the time endpoint, the window of five seconds, the limit, the codes 602, 10072, 700001 and 700006, and
 * whether zero balances are listed.
 */
@NullMarked
package dev.balancehistory.exchange.mexc;

import org.jspecify.annotations.NullMarked;
