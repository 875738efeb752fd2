package dev.balancehistory.exchange.bitfront;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.BalanceFetcher;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Deadline;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.ResponseClock;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.VirtualTime;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.support.Patience;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A local exchange and the adapter that asks it, with a key and a secret that must turn up nowhere else. */
abstract class WireFixture {
    static final String KEY = "CANARYKEY7f3a9c51d2e4";
    static final String SECRET = "CANARYSECRET0b8e64f1a7c3";
    static final int MAX_BYTES = 256 * 1024;

    /** Long enough for every answer that comes at all. */
    static final Duration PATIENCE = Patience.LIMIT;

    /** Short enough to wait for, for an answer that never comes. */
    static final Duration IMPATIENCE = Duration.ofSeconds(2);

    final VirtualTime time = new VirtualTime();
    final LocalExchange exchange = start(settings());
    final Bitfront source = new Bitfront(http());

    Settings settings() {
        return Settings.strict().withoutRateLimits();
    }

    static LocalExchange start(Settings settings) {
        return LocalExchange.start(settings).addAccount(KEY, SECRET, Holdings.seed());
    }

    static HttpSettings http() {
        return new HttpSettings(PATIENCE, PATIENCE, MAX_BYTES, 4);
    }

    @AfterEach
    void everyRequestWasSignedAnewAndTheExchangeCloses() {
        List<Served> served = exchange.served(KEY);
        exchange.close();
        assertThat(served).extracting(Served::signature).doesNotHaveDuplicates();
        assertThat(served).extracting(line -> line.timestamp() + line.nonce()).doesNotHaveDuplicates();
    }

    Attempt ask() {
        return ask(exchange.baseUrl(), PATIENCE);
    }

    Attempt ask(URI baseUrl, Duration timeout) {
        return ask(source, baseUrl, timeout);
    }

    static Attempt ask(Bitfront source, URI baseUrl, Duration timeout) {
        Attempt reply = source.ask(credentials(baseUrl), Instant.now(), timeout);
        assertNothingSecret(reply.answer());
        return reply;
    }

    /** Asks until there is an answer or no sense in asking again; pauses cost no time. */
    FetchResult askPatiently() {
        return askPatiently(time.deadline(Duration.ofSeconds(60)), InstantSource.system());
    }

    FetchResult askPatiently(Deadline deadline, InstantSource clock) {
        FetchResult asked = new BalanceFetcher(http(), clock)
                .ask(source, credentials(exchange.baseUrl()), deadline, new ResponseClock(clock));
        asked.answers().forEach(WireFixture::assertNothingSecret);
        assertNothingSecret(asked.problem());
        assertNothingSecret(asked.warning());
        return asked;
    }

    static Credentials credentials(URI baseUrl) {
        return new Credentials(baseUrl, KEY, SECRET);
    }

    private static void assertNothingSecret(RawResponse answer) {
        assertNothingSecret(answer.toString());
        assertNothingSecret(answer.reason());
        assertNothingSecret(answer.statusMessage());
        assertNothingSecret(
                answer.body() == null ? null : new String(answer.body().bytes(), ISO_8859_1));
        if (answer.reason() != null) {
            Reasons.assertFitToBeShown(answer.reason());
        }
    }

    static void assertNothingSecret(String text) {
        if (text != null) {
            assertThat(text).doesNotContainIgnoringCase("CANARY");
        }
    }

    /** There is no whole answer, which may be different the next time. */
    static void assertUnanswered(Attempt reply, String reason) {
        assertThat(reply.verdict()).as(reply.answer().reason()).isEqualTo(Disposition.TRANSIENT);
        assertThat(reply.answer().state()).isEqualTo(ResponseState.FAILED);
        assertThat(reply.answer().reason()).contains(reason);
        assertThat(reply.answer().body()).isNull();
        assertThat(reply.answer().responseTime()).isNull();
    }
}
