/**
 * The exchange OKX, API v5. Knows the kit in {@code exchange.http} and no other adapter.
 *
 * <p>Unverified: the accepted difference of 30 seconds, and the codes 50030, 50120 and 50061.
 */
@NullMarked
package dev.balancehistory.exchange.okx;

import org.jspecify.annotations.NullMarked;
