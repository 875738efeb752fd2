/** The release folder as its users get it, and what the build does to make it. */
@NullMarked
package dev.balancehistory.release;

import org.jspecify.annotations.NullMarked;
