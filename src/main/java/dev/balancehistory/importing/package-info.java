/**
 * The command {@code import} and its job: reads archived responses and exported histories into the archive and the
 * tables. It depends on {@code archive}, {@code settings}, {@code job} and the ground below them.
 */
@NullMarked
package dev.balancehistory.importing;

import org.jspecify.annotations.NullMarked;
