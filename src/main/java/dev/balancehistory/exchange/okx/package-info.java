/**
 * The exchange OKX, API v5. It depends on the kit in {@code exchange.http} and on no other adapter.
 *
 * <p>Not verified: the accepted difference of 30 seconds, and the codes 50030, 50120 and 50061.
 */
@NullMarked
package dev.balancehistory.exchange.okx;

import org.jspecify.annotations.NullMarked;
