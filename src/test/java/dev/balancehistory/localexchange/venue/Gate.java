package dev.balancehistory.localexchange.venue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The state of one limit for one key or for the IP address; thread-safe. */
final class Gate {

    private record Admitted(Instant at, int weight) {}

    private final Limit limit;
    private final Deque<Admitted> admitted = new ArrayDeque<>();
    private final Deque<Instant> warned = new ArrayDeque<>();
    private double counter;
    private Instant drainedAt = Instant.MIN;
    private Instant bannedUntil = Instant.MIN;

    Gate(Limit limit) {
        this.limit = limit;
    }

    /** Counts the request, or rejects it. */
    synchronized Limit.Use admit(Instant now, int weight) throws Rejected {
        if (now.isBefore(bannedUntil)) {
            throw new Rejected(limit.ban().fault());
        }
        int used = used(now);
        if (used + weight > limit.ceiling()) {
            throw new Rejected(above(now));
        }
        counter += weight;
        if (!limit.drains()) {
            admitted.add(new Admitted(now, weight));
        }
        return new Limit.Use(limit, used + weight, now);
    }

    private int used(Instant now) {
        if (limit.drains()) {
            double drained = drainedAt.equals(Instant.MIN)
                    ? 0
                    : (double) Duration.between(drainedAt, now).toNanos()
                            / limit.window().toNanos();
            counter = Math.max(0, counter - Math.max(0, drained));
            drainedAt = now;
            return (int) Math.ceil(counter);
        }
        admitted.removeIf(one -> outside(one.at(), now));
        return admitted.stream().mapToInt(Admitted::weight).sum();
    }

    private String above(Instant now) {
        if (limit.ban() == null) {
            return limit.fault();
        }
        warned.removeIf(then -> outside(then, now));
        warned.add(now);
        if (warned.size() <= limit.ban().warnings()) {
            return limit.fault();
        }
        bannedUntil = now.plus(limit.ban().length());
        return limit.ban().fault();
    }

    private boolean outside(Instant then, Instant now) {
        return then.isAfter(now) || Duration.between(then, now).compareTo(limit.window()) >= 0;
    }
}
