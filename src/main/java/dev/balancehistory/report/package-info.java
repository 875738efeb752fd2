/** The command {@code export}: writes reports of the history as CSV, by PostgreSQL's COPY. */
@NullMarked
package dev.balancehistory.report;

import org.jspecify.annotations.NullMarked;
