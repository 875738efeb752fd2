/**
 * The command {@code prune} and its job: deletes expired bodies and job metadata. It depends on {@code job}, {@code
 * settings} and the ground below them.
 */
@NullMarked
package dev.balancehistory.prune;

import org.jspecify.annotations.NullMarked;
