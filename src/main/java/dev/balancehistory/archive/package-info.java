/**
 * The archive of responses: every response as received, the accounts, and the chain of their seals. It depends on {@code balance}, {@code database} and {@code process}.
 */
@NullMarked
package dev.balancehistory.archive;

import org.jspecify.annotations.NullMarked;
