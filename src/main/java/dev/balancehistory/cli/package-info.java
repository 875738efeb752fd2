/** The command line: commands, arguments, help, tables and shutdown. It depends on {@code process}. */
@NullMarked
package dev.balancehistory.cli;

import org.jspecify.annotations.NullMarked;
