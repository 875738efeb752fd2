/** What is measured, outside the tests: each class prints the ratio that docs/benchmarks.md quotes. */
@NullMarked
package dev.balancehistory.benchmark;

import org.jspecify.annotations.NullMarked;
