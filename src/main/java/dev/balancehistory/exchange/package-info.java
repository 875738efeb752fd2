/**
 * Fetching from an exchange: the retries, clocks, nonces and rate limits that all exchanges have in common. It depends
 * on {@code balance} and {@code process}. Each adapter is in a package below.
 */
@NullMarked
package dev.balancehistory.exchange;

import org.jspecify.annotations.NullMarked;
