package dev.balancehistory.exchange;

import java.time.Duration;

/**
 * The limits of each request: {@code recorder.http.*}.
 *
 * @param connectTimeout the limit for opening a connection
 * @param readTimeout the limit for the complete response, to its last byte
 * @param maxResponseBytes the size of the largest response that is read, after decompression
 * @param maxAttempts the number of attempts after temporary failures
 */
public record HttpSettings(Duration connectTimeout, Duration readTimeout, int maxResponseBytes, int maxAttempts) {}
