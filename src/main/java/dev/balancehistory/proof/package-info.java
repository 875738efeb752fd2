/**
 * The proof that each recorded row is what the exchange sent, and that no snapshot was changed, removed or inserted since.
 * Knows the history, and the adapters that read its responses again.
 */
@NullMarked
package dev.balancehistory.proof;

import org.jspecify.annotations.NullMarked;
