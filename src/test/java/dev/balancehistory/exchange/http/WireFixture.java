package dev.balancehistory.exchange.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.BalanceFetcher;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.FetchOnce;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.ResponseClock;
import dev.balancehistory.exchange.VirtualTime;
import dev.balancehistory.exchange.bitfront.Bitfront;
import dev.balancehistory.exchange.bitfront.Reasons;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.support.Patience;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A local exchange and its adapter, with a key and a secret that no output may contain. */
// The settings of a subclass use none of its fields.
@SuppressWarnings("this-escape")
public abstract class WireFixture {
    protected static final String KEY = "CANARYKEY7f3a9c51d2e4";
    protected static final String SECRET = "CANARYSECRET0b8e64f1a7c3";
    protected static final int MAX_BYTES = 256 * 1024;

    /** Long enough for every complete response. */
    protected static final Duration PATIENCE = Patience.LIMIT;

    /** Short enough for a test that waits for its end. */
    protected static final Duration IMPATIENCE = Duration.ofSeconds(2);

    protected final VirtualTime time = new VirtualTime();
    protected final LocalExchange exchange = start(settings());
    protected final HttpSource source = bitfront(http());

    protected Settings settings() {
        return Settings.strict().withoutRateLimits();
    }

    protected static LocalExchange start(Settings settings) {
        return LocalExchange.start(settings).addAccount(KEY, SECRET, Holdings.seed());
    }

    protected static HttpSettings http() {
        return new HttpSettings(PATIENCE, PATIENCE, MAX_BYTES, 4);
    }

    @AfterEach
    void requireNewSignaturesAndCloseTheExchange() {
        List<Served> served = exchange.served(KEY);
        exchange.close();
        assertThat(served).extracting(Served::signature).doesNotHaveDuplicates();
        assertThat(served).extracting(line -> line.timestamp() + line.nonce()).doesNotHaveDuplicates();
    }

    protected static HttpSource bitfront(HttpSettings settings) {
        return new HttpSource(Bitfront.adapter(), new HttpTransport(settings));
    }

    protected Attempt fetch() {
        return fetch(exchange.baseUrl(), PATIENCE);
    }

    protected Attempt fetch(URI baseUrl, Duration timeout) {
        return fetch(source, baseUrl, timeout);
    }

    protected static Attempt fetch(HttpSource source, URI baseUrl, Duration timeout) {
        Attempt attempt = FetchOnce.of(source, credentials(baseUrl), timeout);
        assertNothingSecret(attempt.response());
        return attempt;
    }

    /** Fetches with retries, whose pauses take no time. */
    protected FetchResult fetchPatiently() {
        return fetchPatiently(time.deadline(Duration.ofSeconds(60)), InstantSource.system());
    }

    protected FetchResult fetchPatiently(Deadline deadline, InstantSource clock) {
        FetchResult fetched = new BalanceFetcher(http(), clock)
                .fetch(source, credentials(exchange.baseUrl()), deadline, new ResponseClock(clock));
        fetched.responses().forEach(WireFixture::assertNothingSecret);
        assertNothingSecret(fetched.problem());
        assertNothingSecret(fetched.warning());
        return fetched;
    }

    protected static Credentials credentials(URI baseUrl) {
        return new Credentials(baseUrl, KEY, SECRET);
    }

    private static void assertNothingSecret(RawResponse response) {
        assertNothingSecret(response.toString());
        assertNothingSecret(response.reason());
        assertNothingSecret(response.statusMessage());
        assertNothingSecret(
                response.body() == null ? null : new String(response.body().bytes(), ISO_8859_1));
        if (response.reason() != null) {
            Reasons.assertFitToBeShown(response.reason());
        }
    }

    protected static void assertNothingSecret(String text) {
        if (text != null) {
            assertThat(text).doesNotContainIgnoringCase("CANARY");
        }
    }

    /** Requires an attempt without a complete response, which is retried. */
    protected static void assertWithoutResponse(Attempt attempt, String reason) {
        assertThat(attempt.disposition()).as(attempt.response().reason()).isEqualTo(Disposition.TRANSIENT);
        assertThat(attempt.response().state()).isEqualTo(ResponseState.FAILED);
        assertThat(attempt.response().reason()).contains(reason);
        assertThat(attempt.response().body()).isNull();
        assertThat(attempt.response().responseTime()).isNull();
    }
}
