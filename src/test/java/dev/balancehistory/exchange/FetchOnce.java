package dev.balancehistory.exchange;

import dev.balancehistory.process.Deadline;
import dev.balancehistory.support.Patience;
import java.time.Duration;
import java.time.InstantSource;

/** Fetches without retries, as doctor does. */
public final class FetchOnce {
    private FetchOnce() {}

    public static Attempt of(BalanceSource source, Credentials credentials, Duration timeout) {
        return of(source, credentials, InstantSource.system(), Duration.ZERO, timeout);
    }

    /** Fetches by this clock of the machine, which has this offset to the exchange's. */
    public static Attempt of(
            BalanceSource source, Credentials credentials, InstantSource clock, Duration offset, Duration timeout) {
        Probe probe = new Probe(clock, NonceLock.NONE);
        try (Probe.Session session = probe.open(source, credentials, offset, new Deadline(Patience.LIMIT))) {
            return session.fetch(timeout);
        }
    }
}
