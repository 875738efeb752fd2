package dev.balancehistory.recording;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.Deadline;
import dev.balancehistory.exchange.ResponseClock;
import dev.balancehistory.history.FinishedResponse;
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
    private final Map<Integer, Ended> asked = new ConcurrentHashMap<>();
    private final Set<Long> ownResponses = ConcurrentHashMap.newKeySet();
    private final Queue<Settled> settled = new ConcurrentLinkedQueue<>();
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
        static Ended of(FetchResult asked) {
            return new Ended(asked.outcome(), asked.problem(), asked.warning(), latency(asked.answers()));
        }

        private static @Nullable Duration latency(List<RawResponse> answers) {
            if (answers.isEmpty()) {
                return null;
            }
            RawResponse last = answers.get(answers.size() - 1);
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
    record Settled(String account, FinishedResponse result) {
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

    void asked(Account account, FetchResult result) {
        asked.put(account.id(), Ended.of(result));
    }

    /** Notes what came of an account whose answers the database did not take. */
    void spooled(Account account, FetchResult result) {
        asked(account, result);
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

    void settled(String account, FinishedResponse result) {
        settled.add(new Settled(account, result));
    }

    @Nullable
    Ended asked(Account account) {
        return asked.get(account.id());
    }

    /** Returns the answers that the run brought or settled. */
    Set<Long> responseIds() {
        return Stream.concat(
                        ownResponses.stream(),
                        settled.stream().map(s -> s.result().id()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns what became of the answers that earlier runs had left. */
    List<Settled> left() {
        return settled.stream()
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
                        asked.values().stream().map(Ended::outcome),
                        settled.stream().map(Settled::outcome),
                        problems.stream().map(Problem::outcome))
                .flatMap(outcomes -> outcomes)
                .toList());
        return deadline.stopped() ? Outcome.STOPPED : so;
    }
}
