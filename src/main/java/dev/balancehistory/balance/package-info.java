/** The terms of the domain, as values that check themselves. It depends on the JDK only. */
@NullMarked
package dev.balancehistory.balance;

import org.jspecify.annotations.NullMarked;
