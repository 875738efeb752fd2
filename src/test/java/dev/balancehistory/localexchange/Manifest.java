package dev.balancehistory.localexchange;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The requests and their responses; thread-safe. */
final class Manifest {

    private final Instant opened = Instant.now();
    private final long openedNanos = System.nanoTime();
    private final List<Served> served = new ArrayList<>();
    private final Map<String, List<Instant>> arrivals = new HashMap<>();

    /** The time of day, but counted by a clock that cannot be set. */
    Instant now() {
        return opened.plusNanos(System.nanoTime() - openedNanos);
    }

    /** Notes that a request came in, with or without a response. */
    synchronized void arrived(String who, Instant at) {
        arrivals.computeIfAbsent(who, w -> new ArrayList<>()).add(at);
        notifyAll();
    }

    void served(Instant arrival, Visit visit, Request request, Response response, String note) {
        String sha256 = response.whole() ? sha256(response.body()) : null;
        synchronized (this) {
            served.add(new Served(
                    served.size() + 1L,
                    arrival,
                    visit.shown().apiKey(),
                    request.path(),
                    response.statusCode(),
                    response.status(),
                    response.responseTime(),
                    sha256,
                    visit.shown().signature(),
                    visit.shown().timestamp(),
                    visit.shown().nonce(),
                    response.holdings(),
                    note));
        }
    }

    synchronized List<Served> served() {
        return List.copyOf(served);
    }

    synchronized List<Instant> arrivals(String who) {
        return arrivals.getOrDefault(who, List.of()).stream().sorted().toList();
    }

    synchronized boolean awaitArrivals(String who, int count, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (arrivals(who).size() < count) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** The most arrivals that any window of this length holds, its far end excluded. */
    static int busiest(List<Instant> arrivals, Duration window) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < arrivals.size(); last++) {
            while (Duration.between(arrivals.get(first), arrivals.get(last)).compareTo(window) >= 0) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
