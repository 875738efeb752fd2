package dev.balancehistory.doctor;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.Probe;
import dev.balancehistory.exchange.RateLimits;
import dev.balancehistory.exchange.UnverifiedFact.Observation;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Printable;
import dev.balancehistory.settings.ConfiguredAccount;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Checks that an exchange accepts the keys of its accounts, and what each key can do. */
final class KeyExamination {
    private static final int AT_ONCE = 16;

    private final Probe probe;
    private final Duration offset;
    private final Duration timeout;
    private final Deadline deadline;
    private final AtomicBoolean banned = new AtomicBoolean();
    private final Set<Observation> observed = ConcurrentHashMap.newKeySet();

    /**
     * @param offset the offset of the exchange's clock: the result then depends on the keys alone
     * @param timeout the time limit of each request
     */
    KeyExamination(Probe probe, Duration offset, Duration timeout, Deadline deadline) {
        this.probe = probe;
        this.offset = offset;
        this.timeout = timeout;
        this.deadline = deadline;
    }

    /** Examines the keys of accounts at one exchange, and returns what the responses have shown. */
    Set<Observation> examine(List<ConfiguredAccount> accounts, Consumer<Finding> findings) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, accounts.size()));
        try {
            List<Future<List<Finding>>> all = threads.invokeAll(
                    accounts.stream()
                            .<Callable<List<Finding>>>map(account -> () -> findings(account))
                            .toList(),
                    Math.max(0, deadline.left().toMillis()),
                    TimeUnit.MILLISECONDS);
            for (int i = 0; i < accounts.size(); i++) {
                try {
                    all.get(i).get().forEach(findings);
                } catch (CancellationException e) {
                    findings.accept(notTried(accounts.get(i), "the examination took too long"));
                } catch (ExecutionException e) {
                    throw new IllegalStateException(
                            "fetching for " + accounts.get(i).name(), e.getCause());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            accounts.forEach(account -> findings.accept(notTried(account, "interrupted")));
        } finally {
            threads.shutdownNow();
        }
        return observed;
    }

    static Finding notTried(ConfiguredAccount account, String why) {
        return Finding.warn(
                "account " + account.name(), "key and secret are configured; not tested, " + why, "run doctor again");
    }

    /** A key that is accepted is examined further. During a ban, each request would prolong it. */
    private List<Finding> findings(ConfiguredAccount account) {
        if (banned.get()) {
            return List.of(notTried(account, "the exchange has banned this IP address"));
        }
        try (Probe.Session session = probe.open(account.source(), account.credentials(), offset, deadline)) {
            if (session == null) {
                return List.of(notTried(account, "another process used the key all the time"));
            }
            Attempt attempt = session.fetch(timeout);
            if (attempt.disposition() == Disposition.BANNED
                    && account.source().rateLimits().bans() == RateLimits.Scope.IP) {
                banned.set(true);
            }
            Finding fetched = AttemptFinding.of(account, attempt);
            RawResponse response = attempt.response();
            if (fetched.level() != Finding.Level.OK || response.body() == null) {
                return List.of(fetched);
            }
            observed.addAll(account.source().observations(response.body(), response.receivedAt()));
            return Stream.concat(Stream.of(fetched), rights(account, session)).toList();
        }
    }

    private Stream<Finding> rights(ConfiguredAccount account, Probe.Session session) {
        String subject = "key of account " + account.name();
        try {
            List<KeyFinding> rights = session.examineKey(timeout);
            observed.addAll(Observation.ofKey(rights));
            return rights.stream()
                    .map(each -> each.advice() == null
                            ? Finding.ok(subject, each.detail())
                            : Finding.warn(subject, each.detail(), each.advice()));
        } catch (IOException e) {
            return Stream.of(Finding.warn(
                    subject,
                    "the exchange does not report what the key may do: " + Printable.message(e, 300),
                    "look at the key's rights at the exchange; run doctor again"));
        }
    }
}
