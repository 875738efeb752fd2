/**
 * PostgreSQL: connections with a time limit for every wait, the migration of the schema, and the messages for errors.
 */
@NullMarked
package dev.balancehistory.database;

import org.jspecify.annotations.NullMarked;
