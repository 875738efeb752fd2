package dev.balancehistory.recording;

import dev.balancehistory.archive.FinishedResponse;
import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.ResponseClock;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.ConfiguredAccount;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The accounts of a run, and the results of its steps so far. Thread-safe. */
final class Run {
    private final List<RunAccount> accounts;
    private final @Nullable Slot slot;
    private final Deadline deadline;
    private final ResponseClock responseClock;
    private final Map<Integer, Ended> fetched = new ConcurrentHashMap<>();
    private final Set<Long> ownResponses = ConcurrentHashMap.newKeySet();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private final Queue<Problem> problems = new ConcurrentLinkedQueue<>();
    private final List<Account> held;
    private volatile boolean fetchBegun;
    private volatile boolean spooled;

    /**
     * @param accounts the accounts that the run fetches
     * @param held the accounts whose responses in the spool it archives: these, and others that are not configured
     */
    Run(
            List<RunAccount> accounts,
            List<Account> held,
            @Nullable Slot slot,
            Deadline deadline,
            ResponseClock responseClock) {
        this.accounts = accounts;
        this.held = held;
        this.slot = slot;
        this.deadline = deadline;
        this.responseClock = responseClock;
    }

    /** An account of the history and its configuration. */
    record RunAccount(Account account, ConfiguredAccount configured) {}

    /**
     * The result of fetching an account, without the responses, which may not fit into memory for all accounts.
     *
     * @param latency the time to the last response, without retries; null without a response
     */
    record Ended(
            Outcome outcome,
            @Nullable String problem,
            @Nullable String warning,
            @Nullable Duration latency) {
        static Ended of(FetchResult fetched) {
            return new Ended(fetched.outcome(), fetched.problem(), fetched.warning(), latency(fetched.responses()));
        }

        static @Nullable Duration latency(List<RawResponse> responses) {
            if (responses.isEmpty()) {
                return null;
            }
            RawResponse last = responses.get(responses.size() - 1);
            if (last.body() == null) {
                return null;
            }
            Duration taken = Duration.between(last.requestedAt(), last.receivedAt());
            // The clock may have been set back meanwhile.
            return taken.isNegative() ? null : taken;
        }
    }

    /**
     * A response of this or another run that this run finished.
     *
     * @param account the account's name
     */
    record Finished(String account, FinishedResponse result) {
        Outcome outcome() {
            return switch (result.state()) {
                case REJECTED, CONFLICT -> Outcome.DATA_ERROR;
                default -> Outcome.DONE;
            };
        }
    }

    List<RunAccount> accounts() {
        return accounts;
    }

    /** Returns the accounts whose responses in the spool the run archives. */
    List<Account> held() {
        return held;
    }

    @Nullable
    Slot slot() {
        return slot;
    }

    ResponseClock responseClock() {
        return responseClock;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Notes that requests may be sent from now on. */
    void beginFetch() {
        fetchBegun = true;
    }

    /** Returns whether a request may have been sent. */
    boolean fetchBegun() {
        return fetchBegun;
    }

    void fetched(Account account, FetchResult result) {
        fetched.put(account.id(), Ended.of(result));
    }

    /** Notes the result of an account whose responses the database did not store. */
    void spooled(Account account, FetchResult result) {
        fetched(account, result);
        spooled = true;
    }

    /** Returns whether there is an account whose responses the database did not store. */
    boolean spooled() {
        return spooled;
    }

    /** Notes a problem that belongs to no account. */
    void addProblem(Problem problem) {
        problems.add(problem);
    }

    void stored(Collection<Long> ids) {
        ownResponses.addAll(ids);
    }

    void finished(String account, FinishedResponse result) {
        finished.add(new Finished(account, result));
    }

    @Nullable
    Ended fetched(Account account) {
        return fetched.get(account.id());
    }

    /** Returns the keys of the responses that the run stored or finished. */
    Set<Long> responseIds() {
        return Stream.concat(
                        ownResponses.stream(),
                        finished.stream().map(s -> s.result().id()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the responses of other runs that this run finished. */
    List<Finished> finishedOfOtherRuns() {
        return finished.stream()
                .filter(s -> !ownResponses.contains(s.result().id()))
                .toList();
    }

    /** Returns the problems that belong to no account. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Returns the outcome so far. */
    Outcome outcome() {
        Outcome so = Outcome.worst(Stream.of(
                        fetched.values().stream().map(Ended::outcome),
                        finished.stream().map(Finished::outcome),
                        problems.stream().map(Problem::outcome))
                .flatMap(outcomes -> outcomes)
                .toList());
        return deadline.stopped() ? Outcome.STOPPED : so;
    }
}
