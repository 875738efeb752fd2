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

/** An exchange that gives the verdicts it is told to, then is content, each after the same virtual time. */
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
    private int timeQuestions;

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

    /** Each answer takes so long. */
    ScriptedSource after(Duration newLatency) {
        latency = newLatency;
        return this;
    }

    /** Something happens while each answer is on its way. */
    ScriptedSource meanwhile(Runnable what) {
        meanwhile = what;
        return this;
    }

    /** Its clock is so far ahead of the right time; unless told it does not tell the time at all. */
    ScriptedSource withClockAhead(Duration duration) {
        ahead = duration;
        return this;
    }

    /** Its responses do not say when they were sent. */
    ScriptedSource timedBy(TimeSource newTimeSource) {
        timeSource = newTimeSource;
        return this;
    }

    /** Its responses have a {@code Date} header, by the right time. */
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

    int timeQuestions() {
        return timeQuestions;
    }

    @Override
    public Attempt fetch(Credentials credentials, Instant now, Duration timeout) {
        signedWith.add(now);
        timeouts.add(timeout);
        time.pass(latency);
        meanwhile.run();
        Step step = script.isEmpty() ? new Step(Disposition.SUCCESS, null) : script.remove();
        // Written half-way, as a fair network would have it.
        Instant date = time.clock().instant().minus(latency.dividedBy(2)).truncatedTo(ChronoUnit.SECONDS);
        return attempt(step.disposition(), step.retryAfter(), now, now.plus(latency), dated ? date : null);
    }

    @Override
    public ExchangeTime time(URI baseUrl, Duration timeout) throws IOException {
        timeQuestions++;
        timeouts.add(timeout);
        time.pass(latency);
        if (ahead == null) {
            throw new IOException("no time\r\ntoday");
        }
        // Read half-way, as a fair network would have it.
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
        boolean answered = disposition == Disposition.SUCCESS;
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
                        answered ? ResponseState.RECEIVED : ResponseState.FAILED,
                        answered ? null : "it said " + disposition),
                retryAfter,
                date);
    }
}
