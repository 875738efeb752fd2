/**
 * The exchange Bitget, API v2. Knows the kit in {@code exchange.http} and no other adapter.
 *
 * <p>Unverified: the accepted difference of 30 seconds, and the code 40085. Unified accounts, which API v3 serves, are not
 * supported.
 */
@NullMarked
package dev.balancehistory.exchange.bitget;

import org.jspecify.annotations.NullMarked;
