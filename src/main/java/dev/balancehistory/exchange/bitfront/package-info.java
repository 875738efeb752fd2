/**
 * BITFRONT: how its API is signed, what its answers look like and what its status codes mean. The only package that
 * knows this exchange.
 */
@NullMarked
package dev.balancehistory.exchange.bitfront;

import org.jspecify.annotations.NullMarked;
