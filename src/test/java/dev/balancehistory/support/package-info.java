/** Helpers for every test: processes with an environment of their own, and a wait for an event. */
@NullMarked
package dev.balancehistory.support;

import org.jspecify.annotations.NullMarked;
