/**
 * The way to PostgreSQL: connections without a wait that has no end, the schema that is to be there, and what its errors
 * mean to whoever runs the program.
 */
@NullMarked
package dev.balancehistory.database;

import org.jspecify.annotations.NullMarked;
