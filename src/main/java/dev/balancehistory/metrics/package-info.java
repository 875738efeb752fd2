/**
 * The metrics of a run, in a file or at a Pushgateway. It observes runs, so it depends on {@code recording}, and on
 * {@code archive}, {@code spool} and {@code settings}.
 */
@NullMarked
package dev.balancehistory.metrics;

import org.jspecify.annotations.NullMarked;
