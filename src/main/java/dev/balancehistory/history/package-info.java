/**
 * The tables: the inbox of answers, the snapshots read from them, the accounts and the lock that keeps runs apart.
 * Knows the words of the domain and PostgreSQL; each statement stands at the head of the class that runs it.
 */
@NullMarked
package dev.balancehistory.history;

import org.jspecify.annotations.NullMarked;
