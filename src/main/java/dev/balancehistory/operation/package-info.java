/**
 * Keeping the recorder going and in order: the schedule, the metrics of a run, {@code doctor}, which looks for what can
 * be wrong, and {@code prune}, which applies the retention rules. Knows everything but the reports and the commands.
 */
@NullMarked
package dev.balancehistory.operation;

import org.jspecify.annotations.NullMarked;
