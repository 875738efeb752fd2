/**
 * The archive of responses: every response as received, the accounts, and the results of their runs. It depends on {@code balance}, {@code database} and {@code process}.
 */
@NullMarked
package dev.balancehistory.archive;

import org.jspecify.annotations.NullMarked;
