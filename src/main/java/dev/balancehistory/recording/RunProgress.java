package dev.balancehistory.recording;

import dev.balancehistory.archive.FinishedResponse;
import dev.balancehistory.balance.Account;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The results of the steps of a run so far. Thread-safe. */
final class RunProgress {
    private final Map<Integer, FetchSummary> fetched = new ConcurrentHashMap<>();
    private final Map<String, Problem> unfetched = new ConcurrentHashMap<>();
    private final Map<Long, String> ownResponses = new ConcurrentHashMap<>();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private final Queue<Problem> problems = new ConcurrentLinkedQueue<>();
    private volatile boolean fetchBegun;
    private volatile boolean spooled;

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

    /** Notes that requests may be sent from now on. */
    void beginFetch() {
        fetchBegun = true;
    }

    /** Returns whether a request may have been sent. */
    boolean fetchBegun() {
        return fetchBegun;
    }

    void fetched(Account account, FetchResult result) {
        fetched.put(account.id(), FetchSummary.of(result));
    }

    /** Notes why an account was not fetched. */
    void unfetched(Account account, FetchResult result) {
        fetched(account, result);
        unfetched.put(account.name(), new Problem(result.outcome(), String.valueOf(result.problem())));
    }

    /** Returns why accounts were not fetched, by name. */
    Map<String, Problem> unfetched() {
        return Map.copyOf(unfetched);
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

    /** Notes the keys of the responses that the run stored for an account. */
    void stored(Account account, Collection<Long> ids) {
        ids.forEach(id -> ownResponses.put(id, account.name()));
    }

    /** Returns the accounts of the responses that the run stored and did not finish, by key. */
    Map<Long, String> unfinished() {
        Map<Long, String> unfinished = new HashMap<>(ownResponses);
        finished.forEach(response -> unfinished.remove(response.result().id()));
        return unfinished;
    }

    void finished(String account, FinishedResponse result) {
        finished.add(new Finished(account, result));
    }

    @Nullable
    FetchSummary fetched(Account account) {
        return fetched.get(account.id());
    }

    /** Returns the keys of the responses that the run stored or finished. */
    Set<Long> responseIds() {
        return Stream.concat(
                        ownResponses.keySet().stream(),
                        finished.stream().map(s -> s.result().id()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the responses of other runs that this run finished. */
    List<Finished> finishedOfOtherRuns() {
        return finished.stream()
                .filter(s -> !ownResponses.containsKey(s.result().id()))
                .toList();
    }

    /** Returns the problems that belong to no account. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Returns the worst outcome so far. */
    Outcome outcome() {
        return Outcome.worst(Stream.of(
                        fetched.values().stream().map(FetchSummary::outcome),
                        finished.stream().map(Finished::outcome),
                        problems.stream().map(Problem::outcome))
                .flatMap(outcomes -> outcomes)
                .toList());
    }
}
