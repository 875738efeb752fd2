/** The words of the domain, as values that check themselves. Knows the JDK only. */
@NullMarked
package dev.balancehistory.balance;

import org.jspecify.annotations.NullMarked;
