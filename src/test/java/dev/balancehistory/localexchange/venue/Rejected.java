package dev.balancehistory.localexchange.venue;

/** A request failed a check; the message is the name of the fault. */
final class Rejected extends Exception {

    Rejected(String fault) {
        super(fault, null, false, false);
    }

    /** Throws unless the condition holds. */
    static void unless(boolean condition, String fault) throws Rejected {
        if (!condition) {
            throw new Rejected(fault);
        }
    }
}
