/**
 * The command {@code schedule}: records on a cron expression until it is stopped. It depends on {@code recording},
 * {@code settings} and the ground below them.
 */
@NullMarked
package dev.balancehistory.schedule;

import org.jspecify.annotations.NullMarked;
