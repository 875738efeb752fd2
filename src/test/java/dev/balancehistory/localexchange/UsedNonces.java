package dev.balancehistory.localexchange;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which nonces of which timestamps one key has used up.
 *
 * <p>A signature covers both, so its second use is always a nonce's second use too. Not thread-safe.
 */
final class UsedNonces {

    // Far longer than a timestamp is accepted, so forgetting can't let a request in twice.
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final NavigableMap<Long, Set<String>> used = new TreeMap<>();

    /** Whether this is the first use, which uses it up. */
    boolean use(long timestamp, String nonce, Instant now) {
        used.headMap(now.minus(REMEMBERED).toEpochMilli()).clear();
        return used.computeIfAbsent(timestamp, t -> new HashSet<>()).add(nonce);
    }
}
