/**
 * Compares the adapters with XChange, an independent client of the same exchanges. Knows the adapters through their public
 * declarations alone.
 */
@NullMarked
package dev.balancehistory.oracle;

import org.jspecify.annotations.NullMarked;
