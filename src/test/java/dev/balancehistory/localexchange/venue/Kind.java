package dev.balancehistory.localexchange.venue;

/** The purpose of an endpoint. */
public enum Kind {
    BALANCES,
    TIME,
    /** What the key may do. */
    KEY,
    /** No endpoint that the exchange has. */
    NONE
}
