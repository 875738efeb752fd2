package dev.balancehistory.localexchange.venue;

/** A right of an API key, by what every exchange distinguishes. */
public enum Permission {
    READ,
    TRADE,
    WITHDRAW
}
