/** The program on its own: an embedded PostgreSQL that keeps its data, a local exchange, and any command. */
@NullMarked
package dev.balancehistory.demo;

import org.jspecify.annotations.NullMarked;
