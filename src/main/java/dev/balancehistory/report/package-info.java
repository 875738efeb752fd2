/** The reports: what the history answers, as CSV, straight from PostgreSQL's own COPY. */
@NullMarked
package dev.balancehistory.report;

import org.jspecify.annotations.NullMarked;
