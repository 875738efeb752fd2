/** The commands, their exit codes and what people get to read. Knows everything else; nothing knows it. */
@NullMarked
package dev.balancehistory.cli;

import org.jspecify.annotations.NullMarked;
