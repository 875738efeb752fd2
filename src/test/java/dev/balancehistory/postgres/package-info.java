/** PostgreSQL for the tests: real, in a container where an engine is up, embedded otherwise. */
@NullMarked
package dev.balancehistory.postgres;

import org.jspecify.annotations.NullMarked;
