package dev.balancehistory.exchange;

/**
 * How often one key may ask.
 *
 * @param perSecond the most questions within any second
 * @param perMinute the most questions within any minute
 */
public record RateLimit(int perSecond, int perMinute) {}
