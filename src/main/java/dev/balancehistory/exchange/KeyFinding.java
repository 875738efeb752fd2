package dev.balancehistory.exchange;

import org.jspecify.annotations.Nullable;

/**
 * What an exchange reports about a key, for {@code doctor}.
 *
 * @param detail what the key may do, in one line
 * @param advice what to do about it; null if it is as it should be
 */
public record KeyFinding(String detail, @Nullable String advice) {}
