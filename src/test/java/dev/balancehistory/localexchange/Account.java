package dev.balancehistory.localexchange;

/** The holdings of an account, and how the exchange shall behave towards it. */
record Account(Holdings holdings, Script script) {

    Account(Holdings holdings) {
        this(holdings, new Script());
    }
}
