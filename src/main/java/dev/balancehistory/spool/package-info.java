/**
 * The files that hold responses which the database could not store. It depends on {@code balance}, {@code process}
 * and {@code settings}.
 */
@NullMarked
package dev.balancehistory.spool;

import org.jspecify.annotations.NullMarked;
