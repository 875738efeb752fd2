/** Spring Batch as this program uses it: its job metadata survives a lost connection, and every instance can be restarted. */
@NullMarked
package dev.balancehistory.job;

import org.jspecify.annotations.NullMarked;
