package dev.balancehistory.faults;

import java.util.concurrent.Callable;

/**
 * A fault of a connection.
 *
 * @param first an action before anything else, while nothing passes on the connection, such as killing its owner
 * @param fate the state of the connection afterwards
 */
record Fault(Callable<?> first, Fate fate) {
    enum Fate {
        /** Nothing: all goes on as if it had only been late. */
        PASS,
        /** Both ends see it closed in order. */
        CUT,
        /** Both ends see it reset. */
        RESET,
        /** Both ends keep it, and nothing passes any more. */
        SILENCE
    }

    static Fault cut() {
        return new Fault(() -> null, Fate.CUT);
    }

    static Fault reset() {
        return new Fault(() -> null, Fate.RESET);
    }

    static Fault silence() {
        return new Fault(() -> null, Fate.SILENCE);
    }

    /** Ends the process; the connection ends with it. */
    static Fault kill(Runnable kill) {
        return new Fault(
                () -> {
                    kill.run();
                    return null;
                },
                Fate.CUT);
    }

    /** Holds everything up until the action has returned. */
    static Fault after(Callable<?> action) {
        return new Fault(action, Fate.PASS);
    }
}
