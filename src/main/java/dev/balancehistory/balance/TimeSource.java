package dev.balancehistory.balance;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a response time was taken from. */
public enum TimeSource {
    /** The response says when the exchange sent it. */
    BODY,
    /** The recorder's clock, corrected by its offset to the exchange's time endpoint. */
    EXCHANGE_CLOCK,
    /** The recorder's clock, corrected by its offset to the {@code Date} header of a response. */
    HTTP_DATE,
    /** The recorder's clock, since no offset could be measured. */
    OWN_CLOCK,
    /** The person who imported the response. */
    IMPORTED;

    /** Returns the word that the database and the reports use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the source for the database's word; empty if there is no such source. */
    public static Optional<TimeSource> of(String word) {
        return Arrays.stream(values())
                .filter(source -> source.word().equals(word))
                .findFirst();
    }
}
