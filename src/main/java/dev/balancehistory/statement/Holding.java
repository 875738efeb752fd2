package dev.balancehistory.statement;

import java.util.Comparator;

/** A currency in a wallet of an account, in order of the currency. */
record Holding(String wallet, String currency) implements Comparable<Holding> {
    private static final Comparator<Holding> ORDER =
            Comparator.comparing(Holding::currency).thenComparing(Holding::wallet);

    @Override
    public int compareTo(Holding other) {
        return ORDER.compare(this, other);
    }
}
