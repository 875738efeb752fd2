/** What the history answers when it is asked in SQL, as whoever may only read asks it. */
@NullMarked
package dev.balancehistory.report;

import org.jspecify.annotations.NullMarked;
