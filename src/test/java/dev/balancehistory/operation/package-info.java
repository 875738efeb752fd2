/** The schedule by a clock that can be set, and the metrics as they are published. */
@NullMarked
package dev.balancehistory.operation;

import org.jspecify.annotations.NullMarked;
