/**
 * The commands {@code pack} and {@code unpack} and their jobs: moves old balances and responses into chunks and back.
 * It depends on {@code job}, {@code settings} and the ground below them.
 */
@NullMarked
package dev.balancehistory.pack;

import org.jspecify.annotations.NullMarked;
