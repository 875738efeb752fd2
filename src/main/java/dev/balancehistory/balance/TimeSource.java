package dev.balancehistory.balance;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The origin of a response time. */
public enum TimeSource {
    /** The response states it. */
    BODY,
    /** The recorder's clock, corrected by its offset to the exchange's time endpoint. */
    EXCHANGE_CLOCK,
    /** The recorder's clock, corrected by its offset to the {@code Date} header of a response. */
    HTTP_DATE,
    /** The recorder's clock, not corrected. */
    OWN_CLOCK,
    /** The imported file. */
    IMPORTED;

    /** Returns the code that the database and the reports use. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the source for the database's code; empty if there is no such source. */
    public static Optional<TimeSource> of(String code) {
        return Arrays.stream(values())
                .filter(source -> source.code().equals(code))
                .findFirst();
    }
}
