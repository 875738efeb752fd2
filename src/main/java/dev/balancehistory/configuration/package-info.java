/**
 * Reads the configuration and reports its mistakes in the program's own words, without a value. It depends on {@code
 * process}.
 */
@NullMarked
package dev.balancehistory.configuration;

import org.jspecify.annotations.NullMarked;
