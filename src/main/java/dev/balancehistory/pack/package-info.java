/**
 * The commands {@code pack} and {@code unpack} and their jobs: moves old balances from rows into series and back. It
 * depends on {@code job}, {@code settings} and the ground below them.
 */
@NullMarked
package dev.balancehistory.pack;

import org.jspecify.annotations.NullMarked;
