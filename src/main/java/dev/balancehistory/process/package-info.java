/**
 * The parts of every process, regardless of its command: outcomes, problems, deadlines, files. It depends on the JDK
 * only.
 */
@NullMarked
package dev.balancehistory.process;

import org.jspecify.annotations.NullMarked;
