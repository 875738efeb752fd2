package dev.balancehistory.localexchange;

/**
 * One currency of an answer, its numbers as raw JSON text so that every digit is the caller's own.
 *
 * <p>A null component leaves its field out of the answer: the documents promise none of the three.
 */
public record Holding(String currency, String balance, String availableBalance) {}
