/**
 * The program: its main class, the list of its commands, and the commands about the program itself. It is the only
 * package that depends on all others.
 */
@NullMarked
package dev.balancehistory.app;

import org.jspecify.annotations.NullMarked;
