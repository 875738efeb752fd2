/**
 * The command {@code doctor}: checks configuration, database, network, clock and keys, and suggests fixes. It depends
 * on all ground packages.
 */
@NullMarked
package dev.balancehistory.doctor;

import org.jspecify.annotations.NullMarked;
