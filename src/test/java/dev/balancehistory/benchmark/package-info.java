/** The benchmarks, outside the tests: each class prints the ratio that docs/makers/benchmarks.md quotes. */
@NullMarked
package dev.balancehistory.benchmark;

import org.jspecify.annotations.NullMarked;
