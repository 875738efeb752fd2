package dev.balancehistory.statement;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time from left to right, in columns of equal length. */
record Timeline(Instant from, Instant to) {
    /** The number of columns. */
    static final int COLUMNS = 720;

    /** Returns the column of an instant, as the database computes it: in microseconds, rounded up. */
    int column(Instant time) {
        long width = (micros(from, to) + COLUMNS - 1) / COLUMNS;
        return (int) Math.max(0, Math.min(COLUMNS - 1, Math.floorDiv(micros(from, time), width)));
    }

    /** Returns the share of the time that has passed at an instant, from 0 to 1. */
    double share(Instant time) {
        double share = micros(from, time) / (double) micros(from, to);
        return Math.max(0, Math.min(1, share));
    }

    /** Returns the columns of a range: those that it touches, and at least one. */
    Band band(Instant start, Instant end) {
        int left = (int) Math.min(COLUMNS - 1, Math.floor(share(start) * COLUMNS));
        return new Band(left, Math.max(left + 1, (int) Math.ceil(share(end) * COLUMNS)));
    }

    /** A range of columns, the right one not included. */
    record Band(int left, int right) {}

    private static long micros(Instant start, Instant end) {
        Duration duration = Duration.between(start, end);
        return duration.dividedBy(ChronoUnit.MICROS.getDuration());
    }
}
