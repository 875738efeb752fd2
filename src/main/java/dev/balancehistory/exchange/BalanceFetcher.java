package dev.balancehistory.exchange;

import dev.balancehistory.process.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Asks for an account's balances until there is an answer, or no sense in asking again. Safe for many threads. */
public final class BalanceFetcher {
    private final HttpSettings settings;
    private final InstantSource clock;
    private final Map<String, RateGate> gates = new ConcurrentHashMap<>();

    public BalanceFetcher(HttpSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Asks within the deadline. Every attempt counts against the key's rate and is signed anew.
     *
     * @param responseClock gives the responses of this run their times
     */
    public FetchResult fetch(
            BalanceSource source, Credentials credentials, Deadline deadline, ResponseClock responseClock) {
        RateGate gate = gates.computeIfAbsent(credentials.apiKey(), key -> new RateGate(source.rateLimit()));
        Attempts attempts = new Attempts(source, credentials, settings, deadline, responseClock);
        while (true) {
            if (deadline.over()) {
                return attempts.outOfTime();
            }
            if (!gate.pass(deadline)) {
                return attempts.outOfRate();
            }
            Duration wait = attempt(attempts, gate, deadline);
            if (attempts.ended() || !deadline.pause(wait)) {
                return attempts.result();
            }
        }
    }

    private Duration attempt(Attempts attempts, RateGate gate, Deadline deadline) {
        try {
            return attempts.next(clock);
        } finally {
            gate.leave(deadline);
        }
    }
}
