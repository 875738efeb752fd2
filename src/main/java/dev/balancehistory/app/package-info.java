/**
 * The program: its main class, its help, and the commands about the program itself. It is the only
 * package that depends on all others.
 */
@NullMarked
package dev.balancehistory.app;

import org.jspecify.annotations.NullMarked;
