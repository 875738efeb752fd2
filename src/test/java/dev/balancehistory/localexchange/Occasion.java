package dev.balancehistory.localexchange;

import java.time.Instant;

/** A checked request as a misbehaviour sees it. */
interface Occasion {

    /** The exchange's time, in whole milliseconds as it reports it. */
    Instant now();

    /** The holdings to report, if any. */
    Holdings holdings();

    /** The honest response at that time and with those holdings. */
    Response honest(Instant responseTime, Holdings holdings);

    /** A documented failure by its code. */
    Response fault(String code);

    default Response honest() {
        return honest(now(), holdings());
    }
}
