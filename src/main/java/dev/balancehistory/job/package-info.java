/** The record of runs: what Spring Batch's own tables say of each job, its steps and how they ended. */
@NullMarked
package dev.balancehistory.job;

import org.jspecify.annotations.NullMarked;
