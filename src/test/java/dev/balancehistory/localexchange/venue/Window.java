package dev.balancehistory.localexchange.venue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which times of a request an exchange accepts.
 *
 * @param behind the largest distance in the past, itself included
 * @param ahead the first distance in the future that is too far
 */
record Window(Duration behind, Duration ahead) {

    static Window around(Duration both) {
        return new Window(both, both);
    }

    boolean contains(Instant time, Instant now) {
        return !time.isBefore(now.minus(behind)) && time.isBefore(now.plus(ahead));
    }

    /** Returns whether the text is a time in milliseconds within the window. */
    boolean containsMillis(String text, Instant now) {
        return number(text)
                .map(Instant::ofEpochMilli)
                .filter(time -> contains(time, now))
                .isPresent();
    }

    static Optional<Long> number(String text) {
        return text.matches("[0-9]{1,15}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
