/** The tests of {@code pack} and {@code unpack}, and their benchmark. */
package dev.balancehistory.pack;
