package dev.balancehistory.localexchange;

/** What an account holds, and how the exchange shall behave towards it. */
record Account(Holdings holdings, Script script) {

    Account(Holdings holdings) {
        this(holdings, new Script());
    }
}
