package dev.balancehistory.exchange;

import java.time.Duration;

/**
 * Limits of every question: {@code recorder.http.*}.
 *
 * @param connectTimeout for the connection
 * @param readTimeout for the whole answer, to its last byte
 * @param maxResponseBytes the largest answer that is read, after decompression
 * @param maxAttempts how often an exchange is asked that does not answer
 */
public record HttpSettings(Duration connectTimeout, Duration readTimeout, int maxResponseBytes, int maxAttempts) {}
