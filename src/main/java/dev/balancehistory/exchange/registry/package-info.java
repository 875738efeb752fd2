/** The list of all adapters. It is the only package that depends on them. */
@NullMarked
package dev.balancehistory.exchange.registry;

import org.jspecify.annotations.NullMarked;
