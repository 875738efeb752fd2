package dev.balancehistory.balance;

/**
 * An account as the history knows it.
 *
 * @param id the key in the history
 * @param name the name that the configuration and the reports use
 * @param exchange which adapter asks for it and reads its answers
 */
public record Account(int id, String name, String exchange) {}
