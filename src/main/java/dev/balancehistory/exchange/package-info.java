/**
 * Asking an exchange: what every exchange has in common, which is retry, clock and rate. Knows the words of the domain;
 * which exchange it is, only an adapter in a package below knows.
 */
@NullMarked
package dev.balancehistory.exchange;

import org.jspecify.annotations.NullMarked;
