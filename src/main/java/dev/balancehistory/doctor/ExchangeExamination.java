package dev.balancehistory.doctor;

import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.ClockOffset;
import dev.balancehistory.exchange.NonceLock;
import dev.balancehistory.exchange.Probe;
import dev.balancehistory.exchange.TimestampWindow;
import dev.balancehistory.exchange.UnverifiedFact;
import dev.balancehistory.exchange.UnverifiedFact.Observation;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.settings.ConfiguredAccount;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks that each exchange is within reach, that its clock agrees with this machine's, and that it accepts each key.
 *
 * @param nonceLock the lock of a key that runs of other processes may use
 */
record ExchangeExamination(InstantSource clock, NonceLock nonceLock) {
    private static final Duration LONGEST_STEP = Duration.ofSeconds(4);
    private static final Duration LONGEST = Duration.ofSeconds(22);
    private static final Duration NOTABLE_OFFSET = Duration.ofMillis(500);

    private record Place(BalanceSource source, URI baseUrl) {}

    /**
     * Examines the exchanges of the accounts.
     *
     * @param accounts the accounts with a complete configuration
     * @param readTimeout the time limit of a run for a response
     */
    void examine(List<ConfiguredAccount> accounts, Duration readTimeout, Consumer<Finding> findings) {
        Map<Place, List<ConfiguredAccount>> places = new LinkedHashMap<>();
        accounts.forEach(account -> places.computeIfAbsent(
                        new Place(account.source(), account.credentials().baseUrl()), place -> new ArrayList<>())
                .add(account));
        Deadline deadline = new Deadline(LONGEST);
        Duration timeout = readTimeout.compareTo(LONGEST_STEP) < 0 ? readTimeout : LONGEST_STEP;
        places.forEach((place, its) -> {
            if (deadline.over()) {
                notTried(its, "the examination took too long", findings);
            } else if (new Egress(new Route(place.baseUrl(), timeout)).examine(findings)) {
                examine(place, its, timeout, deadline, findings);
            } else {
                notTried(its, "the exchange is out of reach", findings);
            }
        });
    }

    private static void notTried(List<ConfiguredAccount> accounts, String why, Consumer<Finding> findings) {
        accounts.forEach(account -> findings.accept(KeyExamination.notTried(account, why)));
    }

    private void examine(
            Place place,
            List<ConfiguredAccount> accounts,
            Duration timeout,
            Deadline deadline,
            Consumer<Finding> findings) {
        Set<Observation> observed = EnumSet.noneOf(Observation.class);
        Duration offset = Duration.ZERO;
        try {
            ClockOffset.measure(place.source(), place.baseUrl(), timeout, clock);
            // The first request opens the connection, which distorts the measurement.
            ClockOffset measured = ClockOffset.measure(place.source(), place.baseUrl(), timeout, clock);
            offset = measured.offset();
            observed.add(Observation.TIME);
            findings.accept(clock(measured, place.source().timestampWindow(), clock.instant()));
        } catch (IOException e) {
            findings.accept(Finding.fail(
                    Outcome.UNREACHABLE,
                    "clock",
                    "the time of the exchange is unknown: " + e.getMessage(),
                    "try again; check recorder.accounts.*.base-url"));
        }
        KeyExamination keys = new KeyExamination(new Probe(clock, nonceLock), offset, timeout, deadline);
        observed.addAll(keys.examine(accounts, findings));
        unverified(place.source(), observed, findings);
    }

    private static Finding clock(ClockOffset measured, @Nullable TimestampWindow window, Instant now) {
        String detail = measured.description() + ", give or take "
                + (measured.uncertainty().toMillis() + 1) + " ms";
        Duration offset = measured.offset();
        String advice = "synchronize this machine's clock (NTP)";
        if (window != null
                && (offset.negated().compareTo(window.ahead()) > 0 || offset.compareTo(window.behind()) >= 0)) {
            return Finding.fail(
                    Outcome.CONFIGURATION, "clock", detail + ": the exchange rejects such timestamps", advice);
        }
        if (!Snapshot.isPossible(now.plus(offset), now)) {
            return Finding.fail(
                    Outcome.DATA_ERROR, "clock", detail + ": responses with such a time are rejected", advice);
        }
        return offset.abs().compareTo(NOTABLE_OFFSET) > 0
                ? Finding.warn("clock", detail, advice)
                : Finding.ok("clock", detail);
    }

    /** Reports which of the facts that no document states the responses have shown. */
    private static void unverified(BalanceSource source, Set<Observation> observed, Consumer<Finding> findings) {
        Map<Boolean, String> missed = source.unverifiedFacts().stream()
                .collect(Collectors.partitioningBy(
                        fact -> !observed.contains(fact.shownBy()),
                        Collectors.mapping(UnverifiedFact::fact, Collectors.joining(", "))));
        String facts = missed.entrySet().stream()
                .filter(part -> !part.getValue().isEmpty())
                .map(part -> (part.getKey() ? "not observable here: " : "observed: ") + part.getValue())
                .collect(Collectors.joining("; "));
        if (!facts.isEmpty()) {
            findings.accept(Finding.ok("unverified facts of " + source.exchange(), facts));
        }
    }
}
