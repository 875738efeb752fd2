/** What looks back at the whole history: the proof that each recorded row is what the exchange sent. */
@NullMarked
package dev.balancehistory.backfill;

import org.jspecify.annotations.NullMarked;
