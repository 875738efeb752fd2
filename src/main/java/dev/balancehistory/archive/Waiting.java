package dev.balancehistory.archive;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Passes the responses in the spool to a statement, as two arrays of the same length. */
final class Waiting {
    private Waiting() {}

    static String[] accounts(Map<String, List<Instant>> waiting) {
        return waiting.entrySet().stream()
                .flatMap(account -> account.getValue().stream().map(time -> account.getKey()))
                .toArray(String[]::new);
    }

    static String[] times(Map<String, List<Instant>> waiting) {
        return waiting.values().stream()
                .flatMap(times -> times.stream().map(Instant::toString))
                .toArray(String[]::new);
    }
}
