/**
 * The settings {@code recorder.*}, bound and checked. It depends on {@code exchange}, {@code archive} and {@code
 * process}.
 */
@NullMarked
package dev.balancehistory.settings;

import org.jspecify.annotations.NullMarked;
