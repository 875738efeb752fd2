/**
 * The proof that each recorded row is what the exchange sent. Knows the history, and the adapters that read its answers
 * again.
 */
@NullMarked
package dev.balancehistory.proof;

import org.jspecify.annotations.NullMarked;
