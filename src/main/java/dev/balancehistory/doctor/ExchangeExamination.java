package dev.balancehistory.doctor;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.BalanceFetcher;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.ClockOffset;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.RateLimits;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.TimestampWindow;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.settings.ConfiguredAccount;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks that each exchange is within reach, that its clock agrees with this machine's, and that it accepts each key.
 */
final class ExchangeExamination {
    private static final Duration LONGEST_STEP = Duration.ofSeconds(4);
    private static final Duration LONGEST = Duration.ofSeconds(22);
    private static final Duration NOTABLE_OFFSET = Duration.ofMillis(500);
    private static final int AT_ONCE = 16;

    private final InstantSource clock;

    ExchangeExamination(InstantSource clock) {
        this.clock = clock;
    }

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
            } else if (new Egress(place.baseUrl(), timeout).examine(findings)) {
                examine(place, its, timeout, deadline, findings);
            } else {
                notTried(its, "the exchange is out of reach", findings);
            }
        });
    }

    private static void notTried(List<ConfiguredAccount> accounts, String why, Consumer<Finding> findings) {
        accounts.forEach(account -> findings.accept(notTried(account, why)));
    }

    private static Finding notTried(ConfiguredAccount account, String why) {
        return Finding.warn(
                "account " + account.name(), "key and secret are configured; not tested, " + why, "run doctor again");
    }

    private void examine(
            Place place,
            List<ConfiguredAccount> accounts,
            Duration timeout,
            Deadline deadline,
            Consumer<Finding> findings) {
        Duration offset = Duration.ZERO;
        try {
            ClockOffset.measure(place.source(), place.baseUrl(), timeout, clock);
            // The first request opens the connection, which distorts the measurement.
            ClockOffset measured = ClockOffset.measure(place.source(), place.baseUrl(), timeout, clock);
            offset = measured.offset();
            findings.accept(clock(measured, place.source().timestampWindow()));
        } catch (IOException e) {
            findings.accept(Finding.fail(
                    Outcome.UNREACHABLE,
                    "clock",
                    "the time of the exchange is unknown: " + e.getMessage(),
                    "try again; check recorder.accounts.*.base-url"));
        }
        credentials(accounts, offset, timeout, deadline, findings);
    }

    private static Finding clock(ClockOffset measured, @Nullable TimestampWindow window) {
        String detail = measured.description() + ", give or take "
                + (measured.uncertainty().toMillis() + 1) + " ms";
        Duration offset = measured.offset();
        String advice = "synchronize this machine's clock (NTP)";
        if (window != null
                && (offset.negated().compareTo(window.ahead()) > 0 || offset.compareTo(window.behind()) >= 0)) {
            return Finding.fail(
                    Outcome.CONFIGURATION, "clock", detail + ": the exchange rejects such timestamps", advice);
        }
        return offset.abs().compareTo(NOTABLE_OFFSET) > 0
                ? Finding.warn("clock", detail, advice)
                : Finding.ok("clock", detail);
    }

    private void credentials(
            List<ConfiguredAccount> accounts,
            Duration offset,
            Duration timeout,
            Deadline deadline,
            Consumer<Finding> findings) {
        AtomicBoolean banned = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, accounts.size()));
        try {
            List<Future<List<Finding>>> all = threads.invokeAll(
                    accounts.stream()
                            .<Callable<List<Finding>>>map(account -> () -> findings(account, offset, timeout, banned))
                            .toList(),
                    Math.max(0, deadline.left().toMillis()),
                    TimeUnit.MILLISECONDS);
            for (int i = 0; i < accounts.size(); i++) {
                try {
                    all.get(i).get().forEach(findings);
                } catch (CancellationException e) {
                    notTried(accounts.subList(i, i + 1), "the examination took too long", findings);
                } catch (ExecutionException e) {
                    throw new IllegalStateException(
                            "fetching for " + accounts.get(i).name(), e.getCause());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            notTried(accounts, "interrupted", findings);
        } finally {
            threads.shutdownNow();
        }
    }

    /** A key that is accepted is examined further. During a ban, each request would prolong it. */
    private List<Finding> findings(ConfiguredAccount account, Duration offset, Duration timeout, AtomicBoolean banned) {
        if (banned.get()) {
            return List.of(notTried(account, "the exchange has banned this IP address"));
        }
        List<Finding> findings = new ArrayList<>(List.of(key(account, offset, timeout, banned)));
        if (findings.get(0).level() != Finding.Level.OK) {
            return findings;
        }
        String subject = "key of account " + account.name();
        try {
            Moment moment = Moment.beside(clock.instant(), offset);
            for (KeyFinding each : account.source().examineKey(account.credentials(), moment, timeout)) {
                findings.add(
                        each.advice() == null
                                ? Finding.ok(subject, each.detail())
                                : Finding.warn(subject, each.detail(), each.advice()));
            }
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            findings.add(Finding.warn(
                    subject,
                    "the exchange does not report what the key may do: " + why,
                    "look at the key's rights at the exchange; run doctor again"));
        }
        return findings;
    }

    /** Sends one request with the corrected time, so that the result depends on the key alone. */
    private Finding key(ConfiguredAccount account, Duration offset, Duration timeout, AtomicBoolean banned) {
        String subject = "account " + account.name();
        Attempt attempt =
                BalanceFetcher.once(account.source(), account.credentials(), clock.instant(), offset, timeout);
        if (attempt.disposition() == Disposition.BANNED
                && account.source().rateLimits().bans() == RateLimits.Scope.IP) {
            banned.set(true);
        }
        RawResponse response = attempt.response();
        if (attempt.disposition() != Disposition.SUCCESS || response.body() == null) {
            Outcome outcome = attempt.disposition() == Disposition.NONCE_REJECTED
                    ? account.source().noncePolicy().outcome()
                    : attempt.disposition().outcome();
            return Finding.fail(outcome, subject, String.valueOf(response.reason()), advice(attempt));
        }
        Reading reading = account.source().reader().read(response.body(), response.receivedAt());
        if (reading instanceof Reading.Success success) {
            return Finding.ok(
                    subject,
                    "key and secret accepted; currencies: " + success.balances().size());
        }
        String reason = reading instanceof Reading.Malformed malformed ? malformed.reason() : "it reports an error";
        return Finding.fail(
                Outcome.DATA_ERROR, subject, "the response is rejected: " + reason, "check the account's base-url");
    }

    private static String advice(Attempt attempt) {
        return switch (attempt.disposition()) {
            case CREDENTIALS_REJECTED ->
                "fix the key's settings at the exchange, or recorder.accounts.NAME.api-key and .api-secret";
            case BANNED -> "send nothing until the ban ends; fetch less often";
            case RATE_LIMITED -> "wait a minute; use a key of its own for each account and program";
            case NONCE_REJECTED ->
                "synchronize this machine's clock (NTP); use a key of its own for each account and program";
            case CLOCK_REJECTED -> "synchronize this machine's clock (NTP)";
            case TRANSIENT -> "try again";
            default -> "check the account's base-url";
        };
    }
}
