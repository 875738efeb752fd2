package dev.balancehistory.exchange;

import org.jspecify.annotations.Nullable;

/**
 * A fact that an exchange reports about a key, for {@code doctor}.
 *
 * @param detail the right or the restriction, in one line
 * @param advice the remedy; null if it is as it should be
 */
public record KeyFinding(String detail, @Nullable String advice) {}
