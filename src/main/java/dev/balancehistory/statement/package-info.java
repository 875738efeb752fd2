/**
 * The command {@code statement}: writes a page with tables and pictures of a month, quarter or year, and a CSV of its
 * numbers. The templates in {@code src/main/jte} become classes of this package.
 */
@NullMarked
package dev.balancehistory.statement;

import org.jspecify.annotations.NullMarked;
