/**
 * Messages to a person: pings of a dead man's switch, and a command that is started when the verdict of a run changes. It
 * depends on {@code cli}, {@code settings}, {@code database} for the codes of failures, and the ground below them.
 */
@NullMarked
package dev.balancehistory.message;

import org.jspecify.annotations.NullMarked;
