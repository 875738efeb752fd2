/**
 * Bringing the past in: archives, and histories that were exported. Knows the history, the adapters that read the
 * answers, and the record of runs.
 */
@NullMarked
package dev.balancehistory.backfill;

import org.jspecify.annotations.NullMarked;
