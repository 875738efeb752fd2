/** The exchange OKX, API v5. It depends on the kit in {@code exchange.http} and on no other adapter. */
@NullMarked
package dev.balancehistory.exchange.okx;

import org.jspecify.annotations.NullMarked;
