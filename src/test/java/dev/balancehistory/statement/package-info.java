/** The tests of the statement: its pictures, its page in a browser, and its numbers. */
@NullMarked
package dev.balancehistory.statement;

import org.jspecify.annotations.NullMarked;
