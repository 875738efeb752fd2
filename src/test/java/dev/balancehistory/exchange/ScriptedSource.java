package dev.balancehistory.exchange;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exchange with a script of dispositions and then successes, each after the same virtual time. */
final class ScriptedSource extends SingleRequestSource {
    private final VirtualTime time;
    private final Deque<Step> script = new ArrayDeque<>();
    private final List<Instant> signedWith = new ArrayList<>();
    private final List<Duration> timeouts = new ArrayList<>();
    private Duration latency = Duration.ZERO;
    private Runnable meanwhile = () -> {};
    private TimeSource timeSource = TimeSource.BODY;
    private boolean dated;
    private @Nullable Duration ahead;
    private int timeRequests;

    private record Step(Disposition disposition, @Nullable Duration retryAfter) {}

    ScriptedSource(VirtualTime time, Disposition... dispositions) {
        super("scripted");
        this.time = time;
        for (Disposition disposition : dispositions) {
            next(disposition, null);
        }
    }

    ScriptedSource next(Disposition disposition, @Nullable Duration retryAfter) {
        script.add(new Step(disposition, retryAfter));
        return this;
    }

    /** Sets the duration of each request. */
    ScriptedSource after(Duration newLatency) {
        latency = newLatency;
        return this;
    }

    /** Sets an action that each request runs before its response. */
    ScriptedSource meanwhile(Runnable what) {
        meanwhile = what;
        return this;
    }

    /** Sets how far its clock is ahead of the right time; without it, its time is unreadable. */
    ScriptedSource withClockAhead(Duration duration) {
        ahead = duration;
        return this;
    }

    /** Sets the source of the response times. */
    ScriptedSource timedBy(TimeSource newTimeSource) {
        timeSource = newTimeSource;
        return this;
    }

    /** Adds a {@code Date} header with the right time to its responses. */
    ScriptedSource dated() {
        dated = true;
        return this;
    }

    List<Instant> signedWith() {
        return signedWith;
    }

    List<Duration> timeouts() {
        return timeouts;
    }

    int timeRequests() {
        return timeRequests;
    }

    @Override
    public Attempt fetch(Credentials credentials, Instant now, Duration timeout) {
        signedWith.add(now);
        timeouts.add(timeout);
        time.pass(latency);
        meanwhile.run();
        Step step = script.isEmpty() ? new Step(Disposition.SUCCESS, null) : script.remove();
        // Written in the middle of the request, as on a symmetric network.
        Instant date = time.clock().instant().minus(latency.dividedBy(2)).truncatedTo(ChronoUnit.SECONDS);
        return attempt(step.disposition(), step.retryAfter(), now, now.plus(latency), dated ? date : null);
    }

    @Override
    public ExchangeTime time(URI baseUrl, Duration timeout) throws IOException {
        timeRequests++;
        timeouts.add(timeout);
        time.pass(latency);
        if (ahead == null) {
            throw new IOException("no time\r\ntoday");
        }
        // Read in the middle of the request, as on a symmetric network.
        return ExchangeTime.exact(time.clock().instant().plus(ahead).minus(latency.dividedBy(2)));
    }

    @Override
    public TimeSource timeSource() {
        return timeSource;
    }

    static Attempt attempt(
            Disposition disposition,
            @Nullable Duration retryAfter,
            Instant requestedAt,
            Instant receivedAt,
            @Nullable Instant date) {
        boolean succeeded = disposition == Disposition.SUCCESS;
        return new Attempt(
                disposition,
                new RawResponse(
                        requestedAt,
                        receivedAt,
                        null,
                        null,
                        null,
                        null,
                        "scripted/1",
                        null,
                        succeeded ? ResponseState.RECEIVED : ResponseState.FAILED,
                        succeeded ? null : "it reports " + disposition),
                retryAfter,
                date);
    }
}
