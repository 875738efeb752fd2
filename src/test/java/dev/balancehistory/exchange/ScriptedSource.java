package dev.balancehistory.exchange;

import dev.balancehistory.balance.ExchangeAnswer;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Snapshot;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exchange that gives the verdicts it is told to, then is content, each after the same virtual time. */
final class ScriptedSource implements BalanceSource {
    private final VirtualTime time;
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<Instant> signedWith = new ArrayList<>();
    private final List<Duration> timeouts = new ArrayList<>();
    private Duration latency = Duration.ZERO;
    private Runnable meanwhile = () -> {};
    private @Nullable Duration ahead;
    private int timeQuestions;

    ScriptedSource(VirtualTime time, Verdict... verdicts) {
        this.time = time;
        for (Verdict verdict : verdicts) {
            next(verdict, null);
        }
    }

    ScriptedSource next(Verdict verdict, @Nullable Duration retryAfter) {
        replies.add(reply(verdict, retryAfter));
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
    public Reply ask(Credentials credentials, Instant now, Duration timeout) {
        signedWith.add(now);
        timeouts.add(timeout);
        time.pass(latency);
        meanwhile.run();
        Reply reply = replies.poll();
        return reply == null ? reply(Verdict.ANSWERED, null) : reply;
    }

    @Override
    public TimestampWindow timestampWindow() {
        return new TimestampWindow(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    @Override
    public Instant time(URI baseUrl, Duration timeout) throws IOException {
        timeQuestions++;
        timeouts.add(timeout);
        time.pass(latency);
        if (ahead == null) {
            throw new IOException("no time\r\ntoday");
        }
        // Read half-way, as a fair network would have it.
        return time.clock().instant().plus(ahead).minus(latency.dividedBy(2));
    }

    @Override
    public String exchange() {
        return "scripted";
    }

    @Override
    public URI defaultBaseUrl() {
        return URI.create("https://scripted.example");
    }

    @Override
    public RateLimit rateLimit() {
        return new RateLimit(3, 60);
    }

    @Override
    public Reading read(byte[] body, Instant receivedAt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] answerOf(Snapshot snapshot) {
        throw new UnsupportedOperationException();
    }

    static Reply reply(Verdict verdict, @Nullable Duration retryAfter) {
        boolean answered = verdict == Verdict.ANSWERED;
        return new Reply(
                verdict,
                new ExchangeAnswer(
                        Instant.EPOCH,
                        Instant.EPOCH,
                        null,
                        null,
                        null,
                        null,
                        answered ? ResponseState.RECEIVED : ResponseState.FAILED,
                        answered ? null : "it said " + verdict),
                retryAfter);
    }
}
