/**
 * The settings {@code recorder.*}, bound and checked. It depends on {@code exchange}, {@code configuration} and the values
 * below them.
 */
@NullMarked
package dev.balancehistory.settings;

import org.jspecify.annotations.NullMarked;
