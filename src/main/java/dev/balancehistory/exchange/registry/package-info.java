/** The list of all adapters: the one place that knows them. */
@NullMarked
package dev.balancehistory.exchange.registry;

import org.jspecify.annotations.NullMarked;
