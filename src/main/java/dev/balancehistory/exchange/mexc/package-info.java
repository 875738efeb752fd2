/**
 * The exchange MEXC. It depends on the kit in {@code exchange.http} and on no other adapter.
 *
 * <p>Not verified: the time endpoint, the window of five seconds, the limit, the codes 602, 10072, 700001 and 700006,
 * and whether zero balances are listed.
 */
@NullMarked
package dev.balancehistory.exchange.mexc;

import org.jspecify.annotations.NullMarked;
