package dev.balancehistory.exchange;

import dev.balancehistory.balance.ExchangeAnswer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one question brought.
 *
 * @param verdict what to do about it
 * @param answer what came back, to be kept
 * @param retryAfter how long the exchange asks to wait; null if it doesn't say
 */
public record Reply(
        Verdict verdict, ExchangeAnswer answer, @Nullable Duration retryAfter) {}
