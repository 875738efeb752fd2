/**
 * Everything that a process of this program has, whichever command it runs: outcomes, problems, deadlines, files.
 * Depends on the JDK only.
 */
@NullMarked
package dev.balancehistory.process;

import org.jspecify.annotations.NullMarked;
