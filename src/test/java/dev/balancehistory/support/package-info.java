/** What every test may use: processes with an environment of their own, and a wait for what is to happen. */
@NullMarked
package dev.balancehistory.support;

import org.jspecify.annotations.NullMarked;
