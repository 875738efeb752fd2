package dev.balancehistory.exchange.http;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.exchange.AccountFetch;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.Reading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The requests for the wallets of one account, page by page. */
final class HttpFetch implements AccountFetch {
    private static final int MAX_PAGES = 500;

    private final Adapter adapter;
    private final HttpTransport transport;
    private final Credentials credentials;
    private final Iterator<Wallet> further;
    private final List<byte[]> parts = new ArrayList<>();
    private final Set<String> pages = new HashSet<>();
    private Wallet wallet;
    private Request request;
    private long bytes;
    private boolean complete;
    private @Nullable Instant requestedAt;

    /**
     * Creates the requests of an account.
     *
     * @param wallets the wallets to fetch, at least one
     */
    HttpFetch(Adapter adapter, List<Wallet> wallets, HttpTransport transport, Credentials credentials) {
        this.adapter = adapter;
        this.transport = transport;
        this.credentials = credentials;
        this.further = wallets.iterator();
        this.wallet = further.next();
        this.request = wallet.first();
    }

    @Override
    public int weight() {
        return request.weight();
    }

    @Override
    public boolean complete() {
        return complete;
    }

    @Override
    public Attempt send(Moment moment, Duration timeout) {
        Instant now = moment.now();
        if (requestedAt == null || parts.isEmpty()) {
            requestedAt = now;
        }
        Request signed = adapter.signer().sign(request, credentials, moment);
        Secrets secrets = Secrets.of(credentials, request, signed);
        long start = System.nanoTime();
        HttpBody http;
        try {
            http = redacted(transport.send(signed, credentials.baseUrl(), timeout), secrets, now);
        } catch (IOException e) {
            return classifier(now, start).ofNoResponse(credentials.baseUrl(), e, secrets);
        }
        ResponseClassifier.Classified classified = classifier(now, start).of(http);
        Attempt attempt = classified.attempt();
        return attempt.disposition() == Disposition.SUCCESS
                ? succeeded(attempt, http.body(), classified.part())
                : attempt;
    }

    /** Redacts the body, except where the passphrase is part of the balances, such as the name of a field or a currency. */
    private HttpBody redacted(HttpBody received, Secrets secrets, Instant now) {
        HttpBody redacted = received.without(secrets);
        if (!credentials.hasPassphrase() || received.status() != HttpBody.OK || !secrets.in(received.body())) {
            return redacted;
        }
        Reading sent = adapter.reader().part(received.body(), now).reading();
        boolean changed =
                !sent.equals(adapter.reader().part(redacted.body(), now).reading());
        return sent instanceof Reading.Success && changed
                ? received.without(secrets.withoutPassphrase(credentials))
                : redacted;
    }

    private ResponseClassifier classifier(Instant now, long start) {
        return new ResponseClassifier(adapter, now, now.plusNanos(System.nanoTime() - start));
    }

    private Attempt succeeded(Attempt attempt, byte[] body, @Nullable Part part) {
        parts.add(body);
        bytes += body.length;
        String next = part == null ? null : part.next();
        if (bytes > transport.maxBytes()) {
            return rejected(
                    attempt,
                    "all parts of the response together are larger than " + transport.maxBytes()
                            + " bytes (recorder.http.max-response-bytes)");
        }
        String found = part == null ? null : part.wallet();
        if (found != null && !found.equals(wallet.name())) {
            return rejected(
                    attempt,
                    "the response lists the wallet " + found + ", and the request is for the wallet " + wallet.name());
        }
        if (next != null && (!pages.add(next) || pages.size() > MAX_PAGES)) {
            return rejected(attempt, "the list of pages of the wallet " + wallet.name() + " does not end");
        }
        if (part == null || part.reading() instanceof Reading.Malformed) {
            // The malformed part does not name its next page. The step that records rejects the whole response.
            complete = true;
        } else if (next != null && wallet.pages() != null) {
            request = wallet.pages().apply(request, next);
        } else if (further.hasNext()) {
            wallet = further.next();
            request = wallet.first();
            pages.clear();
        } else {
            complete = true;
        }
        return complete ? whole(attempt, ResponseBody.joined(parts), ResponseState.RECEIVED, null) : attempt;
    }

    private Attempt rejected(Attempt attempt, String why) {
        byte[] excerpt = HttpBody.excerpt(ResponseBody.joined(parts).bytes());
        Attempt whole = whole(attempt, ResponseBody.of(excerpt), ResponseState.REJECTED, why);
        return new Attempt(Disposition.REJECTED, whole.response(), null, whole.date());
    }

    /**
     * Returns the last attempt with this body, requested at the start of the first request. A rejection has no time, since
     * its balances, whose time it would be, must not become a snapshot.
     */
    private Attempt whole(Attempt last, ResponseBody body, ResponseState state, @Nullable String reason) {
        RawResponse response = last.response();
        boolean rejected = state == ResponseState.REJECTED;
        return new Attempt(
                last.disposition(),
                new RawResponse(
                        requestedAt == null ? response.requestedAt() : requestedAt,
                        response.receivedAt(),
                        rejected ? null : response.responseTime(),
                        rejected ? null : response.timeSource(),
                        response.status(),
                        response.statusMessage(),
                        response.format(),
                        body,
                        state,
                        reason),
                last.retryAfter(),
                last.date());
    }
}
