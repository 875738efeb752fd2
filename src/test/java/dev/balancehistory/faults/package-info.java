/** Fault tests: the program between a database and an exchange that fail at a chosen moment. */
@NullMarked
package dev.balancehistory.faults;

import org.jspecify.annotations.NullMarked;
