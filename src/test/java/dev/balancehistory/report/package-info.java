/** The views and functions of the history, queried with the rights of a reader. */
@NullMarked
package dev.balancehistory.report;

import org.jspecify.annotations.NullMarked;
