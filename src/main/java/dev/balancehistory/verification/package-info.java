/**
 * The command {@code verify}: derives every recorded snapshot again from its archived response, and checks the chain
 * of seals. It depends on {@code archive}, {@code exchange} and the ground below them.
 */
@NullMarked
package dev.balancehistory.verification;

import org.jspecify.annotations.NullMarked;
