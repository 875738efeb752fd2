package dev.balancehistory.localexchange;

import dev.balancehistory.localexchange.venue.Kind;
import dev.balancehistory.localexchange.venue.Shown;
import java.time.Instant;

/** A request that the exchange has checked. */
interface Visit {

    Kind kind();

    /** Whether it passed the checks. */
    boolean passed();

    /** The credentials as sent, true or not. */
    Shown shown();

    /** The decision, for people. */
    String verdict();

    /** The response of an exchange that behaves, at that time and with those holdings. */
    Response honest(Instant responseTime, Holdings holdings);

    /** A documented failure by its code. */
    Response fault(String code, Instant responseTime);
}
