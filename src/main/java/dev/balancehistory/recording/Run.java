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

/** One run while it goes on: what it is to do, and what its steps have found. Safe for many threads. */
final class Run {
    private final List<RunAccount> accounts;
    private final @Nullable Slot slot;
    private final Deadline deadline;
    private final ResponseClock responseClock;
    private final Map<Integer, Ended> fetched = new ConcurrentHashMap<>();
    private final Set<Long> ownResponses = ConcurrentHashMap.newKeySet();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private final Queue<Problem> problems = new ConcurrentLinkedQueue<>();
    private volatile boolean spooled;

    /**
     * @param accounts those that the run holds
     */
    Run(List<RunAccount> accounts, @Nullable Slot slot, Deadline deadline, ResponseClock responseClock) {
        this.accounts = accounts;
        this.slot = slot;
        this.deadline = deadline;
        this.responseClock = responseClock;
    }

    /** An account of the history and how to ask for it. */
    record RunAccount(Account account, ConfiguredAccount configured) {}

    /**
     * How asking for an account ended. Without the answers: those of all accounts need not fit into memory.
     *
     * @param latency how long the exchange took for its last answer, retries not counted; null if there was none
     */
    record Ended(
            Outcome outcome,
            @Nullable String problem,
            @Nullable String warning,
            @Nullable Duration latency) {
        static Ended of(FetchResult fetched) {
            return new Ended(fetched.outcome(), fetched.problem(), fetched.warning(), latency(fetched.responses()));
        }

        private static @Nullable Duration latency(List<RawResponse> responses) {
            if (responses.isEmpty()) {
                return null;
            }
            RawResponse last = responses.get(responses.size() - 1);
            if (last.body() == null) {
                return null;
            }
            Duration taken = Duration.between(last.requestedAt(), last.receivedAt());
            // The clock may have been put back meanwhile.
            return taken.isNegative() ? null : taken;
        }
    }

    /**
     * An answer that the run settled, its own or one that an earlier run left.
     *
     * @param account its name
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

    void fetched(Account account, FetchResult result) {
        fetched.put(account.id(), Ended.of(result));
    }

    /** Notes what came of an account whose answers the database did not take. */
    void spooled(Account account, FetchResult result) {
        fetched(account, result);
        spooled = true;
    }

    /** Returns whether there is an account whose answers the database did not take. */
    boolean spooled() {
        return spooled;
    }

    /** Notes what went wrong beside the accounts. */
    void met(Problem problem) {
        problems.add(problem);
    }

    void kept(Collection<Long> ids) {
        ownResponses.addAll(ids);
    }

    void finished(String account, FinishedResponse result) {
        finished.add(new Finished(account, result));
    }

    @Nullable
    Ended fetched(Account account) {
        return fetched.get(account.id());
    }

    /** Returns the answers that the run brought or settled. */
    Set<Long> responseIds() {
        return Stream.concat(
                        ownResponses.stream(),
                        finished.stream().map(s -> s.result().id()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns what became of the answers that earlier runs had left. */
    List<Finished> left() {
        return finished.stream()
                .filter(s -> !ownResponses.contains(s.result().id()))
                .toList();
    }

    /** Returns what went wrong beside the accounts. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Returns how the run stands. */
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
