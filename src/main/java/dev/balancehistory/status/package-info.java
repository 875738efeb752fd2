/**
 * The command {@code status}: shows how old the newest snapshot of each account is. It depends on {@code archive},
 * {@code settings}, {@code spool} and the ground below them.
 */
@NullMarked
package dev.balancehistory.status;

import org.jspecify.annotations.NullMarked;
