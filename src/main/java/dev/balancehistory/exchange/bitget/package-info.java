/**
 * The exchange Bitget, API v2. It depends on the kit in {@code exchange.http} and on no other adapter. Unified accounts,
 * which API v3 serves, are not supported.
 */
@NullMarked
package dev.balancehistory.exchange.bitget;

import org.jspecify.annotations.NullMarked;
