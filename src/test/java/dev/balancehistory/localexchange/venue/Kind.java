package dev.balancehistory.localexchange.venue;

/** The purpose of an endpoint. */
public enum Kind {
    BALANCES,
    TIME,
    /** The rights of the key. */
    KEY,
    /** No endpoint that the exchange has. */
    NONE
}
