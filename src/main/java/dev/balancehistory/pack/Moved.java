package dev.balancehistory.pack;

/** The numbers of snapshots and of their balances that moved. */
record Moved(long snapshots, long balances) {
    static final Moved NOTHING = new Moved(0, 0);

    Moved and(Moved other) {
        return new Moved(snapshots + other.snapshots, balances + other.balances);
    }
}
