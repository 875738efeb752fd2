/**
 * The command {@code record} and its job: fetches a response for each account, stores it, and records its balances as a
 * snapshot. It depends on {@code archive}, {@code exchange}, {@code job}, {@code settings}, {@code spool} and the
 * ground below them.
 */
@NullMarked
package dev.balancehistory.recording;

import org.jspecify.annotations.NullMarked;
