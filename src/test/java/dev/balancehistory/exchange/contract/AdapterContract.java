package dev.balancehistory.exchange.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.BalanceFetcher;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.FetchOnce;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.ResponseClock;
import dev.balancehistory.exchange.ResponseReader;
import dev.balancehistory.exchange.VirtualTime;
import dev.balancehistory.exchange.contract.ScriptedServer.Received;
import dev.balancehistory.exchange.contract.ScriptedServer.Response;
import dev.balancehistory.exchange.http.Adapter;
import dev.balancehistory.exchange.http.HttpSource;
import dev.balancehistory.exchange.http.HttpTransport;
import dev.balancehistory.exchange.http.Wallet;
import dev.balancehistory.exchange.registry.Exchanges;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The requirements for every adapter. The test of an adapter is a class of a few lines, and these files beside it:
 *
 * <ul>
 *   <li>{@code WALLET.json} for each wallet, or {@code WALLET-1.json} and so on for its pages;
 *   <li>{@code expected.txt}: a line for each balance of all these, {@code wallet currency total available}, in order;
 *   <li>{@code empty.json}: the main wallet without balances;
 *   <li>{@code twice.json}: the main wallet with a currency twice;
 *   <li>{@code faults.csv}: each documented failure, {@code HTTP status | body | disposition | exit code};
 *   <li>{@code time.json}, if there is a time endpoint.
 * </ul>
 */
public abstract class AdapterContract {
    private static final Duration PATIENCE = Patience.LIMIT;
    private static final int MAX_BYTES = 256 * 1024;

    /** The headers of the JDK's client, and others without secrets. */
    private static final Set<String> ORDINARY_HEADERS =
            Set.of("host", "user-agent", "accept", "accept-encoding", "connection", "content-type", "content-length");

    private final Adapter adapter;
    private final Sample sample = new Sample(getClass());
    private final AtomicInteger seconds = new AtomicInteger();
    private final VirtualTime time = new VirtualTime();
    private final ScriptedServer server = new ScriptedServer();
    private final HttpTransport transport = new HttpTransport(settings());
    private final HttpSource source;

    protected AdapterContract(Adapter adapter) {
        this.adapter = adapter;
        this.source = new HttpSource(adapter, transport);
        if (adapter.clock().path() != null) {
            server.at(adapter.clock().path(), sample.file("time.json"));
        }
    }

    /** The treatment of a currency that a wallet lists twice. */
    protected enum Twice {
        REJECTED,
        SUMMED
    }

    /** Returns a key, a secret of the right form and, where it is needed, a passphrase; all of them long. */
    protected Secret secret() {
        return new Secret("CANARYKEY7f3a9c51d2e4", "CANARYSECRET0b8e64f1a7c3", "");
    }

    /** A key with its secret and passphrase. */
    public record Secret(String apiKey, String apiSecret, String passphrase) {}

    /** Returns the treatment of a currency that is listed twice. */
    protected Twice twice() {
        return Twice.REJECTED;
    }

    /** Returns the properties that the exchange can't send, of: negative, decimals, exponent, dot, digit, script. */
    protected Set<String> impossible() {
        return Set.of();
    }

    /** Returns the registry that has to list the adapter. */
    protected Adapters all(Supplier<HttpTransport> anyTransport) {
        return Exchanges.all(anyTransport);
    }

    private static HttpSettings settings() {
        return new HttpSettings(PATIENCE, PATIENCE, MAX_BYTES, 4);
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    private List<String> wallets() {
        return source.wallets();
    }

    private List<byte[]> bodies() {
        return wallets().stream()
                .flatMap(wallet -> sample.pages(wallet).stream())
                .toList();
    }

    private Credentials credentials(List<String> wallets) {
        Secret secret = secret();
        String passphrase = adapter.credentialForm().passphrase() ? secret.passphrase() : null;
        return new Credentials(server.baseUrl(), secret.apiKey(), secret.apiSecret(), passphrase, wallets);
    }

    private FetchResult fetch() {
        return fetch(wallets());
    }

    private FetchResult fetch(List<String> wallets) {
        return fetch(credentials(wallets));
    }

    private FetchResult fetch(Credentials credentials) {
        // Each request has a second of its own, since some exchanges sign no finer time.
        InstantSource clock = () -> Instant.now().plusSeconds(seconds.incrementAndGet());
        FetchResult fetched = new BalanceFetcher(settings(), clock)
                .fetch(source, credentials, time.deadline(Duration.ofMinutes(5)), new ResponseClock(clock));
        assertNothingSecret(fetched);
        return fetched;
    }

    private void serve(List<byte[]> bodies) {
        server.next(bodies.stream().map(Response::json).toList());
    }

    private Reading read(ResponseBody body) {
        return adapter.reader().read(body, Instant.now());
    }

    private static String lines(List<Balance> balances) {
        return new Snapshot(Instant.EPOCH, balances).contentText();
    }

    /** Returns the findings of doctor about this response to the request for the key's rights. */
    protected List<KeyFinding> keyFindings(int status, String body) throws IOException {
        server.always(request -> new Response(status, "application/json", body.getBytes(UTF_8)));
        List<KeyFinding> findings = source.examineKey(credentials(List.of()), Moment.of(Instant.now()), PATIENCE);
        findings.forEach(finding -> assertNothingSecret(finding.toString()));
        return findings;
    }

    @Test
    void theRegistryListsTheExchange() {
        Adapters all = all(() -> transport);
        assertThat(all.names()).contains(adapter.name());
        assertThat(all.formats()).contains(adapter.reader().format());
        assertThat(adapter.reader().format()).matches(adapter.name() + "/[0-9]+");
        for (Wallet wallet : adapter.wallets()) {
            int weight = wallet.first().weight();
            assertThat(adapter.limits().key()).allMatch(window -> window.weight() >= weight);
            assertThat(adapter.limits().ip()).allMatch(window -> window.weight() >= weight);
        }
        assertThat(adapter.baseUrl()).hasScheme("https").hasPath("");
    }

    @Test
    void allWalletsAreOneSnapshotInTheDigitsReceived() {
        serve(bodies());
        FetchResult fetched = fetch();
        assertThat(fetched.problem()).isNull();
        assertThat(fetched.outcome()).isEqualTo(Outcome.DONE);
        RawResponse response = fetched.responses().get(0);
        assertThat(response.state()).isEqualTo(ResponseState.RECEIVED);
        assertThat(response.format()).isEqualTo(adapter.reader().format());
        assertThat(response.timeSource()).isEqualTo(source.timeSource());
        assertThat(response.requestedAt()).isBeforeOrEqualTo(response.receivedAt());
        assertThat(response.body().parts()).containsExactlyElementsOf(bodies());
        if (bodies().size() == 1) {
            assertThat(response.body().partLengths()).isNull();
        }
        assertThat(server.received()).hasSize(bodies().size());
        assertThat(lines(balances(response.body()))).isEqualTo(sample.text("expected.txt") + "\n");
    }

    private List<Balance> balances(ResponseBody body) {
        Reading reading = read(body);
        assertThat(reading).isInstanceOf(Reading.Success.class);
        return ((Reading.Success) reading).balances();
    }

    @Test
    void theMainWalletIsTheDefaultAndEachCanBeFetchedAlone() {
        serve(sample.pages(wallets().get(0)));
        assertThat(fetch(List.of()).outcome()).isEqualTo(Outcome.DONE);
        for (String wallet : wallets()) {
            serve(sample.pages(wallet));
            FetchResult fetched = fetch(List.of(wallet));
            assertThat(fetched.outcome()).isEqualTo(Outcome.DONE);
            assertThat(balances(fetched.responses().get(0).body())).isNotEmpty();
        }
    }

    @Test
    void aPassphraseThatTheBodyContainsChangesNoBalance() {
        Assumptions.assumeTrue(source.credentialForm().passphrase(), "there is no passphrase");
        List<byte[]> pages = sample.pages(wallets().get(0));
        List<Balance> sent = balances(ResponseBody.joined(pages));
        Set<String> words = new TreeSet<>();
        pages.forEach(page -> Pattern.compile("[A-Za-z]{6,}|[0-9.]{8,}")
                .matcher(new String(page, UTF_8))
                .results()
                .forEach(word -> words.add(word.group())));
        assertThat(words).isNotEmpty();
        for (String word : words) {
            serve(pages);
            Credentials chosen =
                    new Credentials(server.baseUrl(), secret().apiKey(), secret().apiSecret(), word, List.of());
            FetchResult fetched = fetch(chosen);
            assertThat(fetched.outcome()).as(word).isEqualTo(Outcome.DONE);
            assertThat(balances(fetched.responses().get(0).body())).as(word).isEqualTo(sent);
        }
    }

    @Test
    void theBodyOfAnotherWalletIsRejected() {
        Assumptions.assumeTrue(wallets().size() > 1, "there is one wallet");
        for (String wallet : wallets()) {
            String other = wallets().get(wallet.equals(wallets().get(0)) ? 1 : 0);
            serve(sample.pages(other));
            FetchResult fetched = fetch(List.of(wallet));
            assertThat(fetched.outcome()).isEqualTo(Outcome.DATA_ERROR);
            assertThat(fetched.problem())
                    .isEqualTo(
                            "the response lists the wallet " + other + ", and the request is for the wallet " + wallet);
            // With a time, verify would expect its snapshot.
            assertThat(fetched.responses()).singleElement().satisfies(response -> {
                assertThat(response.state()).isEqualTo(ResponseState.REJECTED);
                assertThat(response.responseTime()).isNull();
            });
        }
    }

    @Test
    void theArchivedBytesAndTheFormatAreEnoughToRead() {
        ResponseReader reader = all(() -> {
                    throw new AssertionError("reading needs no network");
                })
                .reader(adapter.reader().format());
        ResponseBody body = ResponseBody.joined(bodies());
        assertThat(reader.read(body, Instant.now())).isEqualTo(read(body));
    }

    @Test
    void theSampleHasEachPossibleAmountAndCode() {
        List<Balance> balances = balances(ResponseBody.joined(bodies()));
        Set<String> found = new TreeSet<>();
        for (Balance each : balances) {
            note(found, "zero", each.total().signum() == 0);
            note(found, "negative", each.total().signum() < 0);
            note(found, "decimals", each.total().scale() >= 18);
            note(found, "dot", each.currency().contains("."));
            note(found, "digit", Character.isDigit(each.currency().charAt(0)));
            note(found, "script", each.currency().codePoints().anyMatch(c -> c > 0x7f));
        }
        String sent = bodies().stream().map(body -> new String(body, UTF_8)).reduce("", String::concat);
        note(found, "exponent", sent.matches("(?s).*[0-9][eE][+-]?[0-9].*"));
        found.addAll(impossible());
        assertThat(found).contains("zero", "negative", "decimals", "dot", "digit", "script", "exponent");
    }

    private static void note(Set<String> found, String what, boolean there) {
        if (there) {
            found.add(what);
        }
    }

    @Test
    void anEmptyListIsASnapshotWithoutBalances() {
        serve(List.of(sample.file("empty.json")));
        FetchResult fetched = fetch(List.of(wallets().get(0)));
        assertThat(fetched.outcome()).isEqualTo(Outcome.DONE);
        assertThat(balances(fetched.responses().get(0).body())).isEmpty();
    }

    @Test
    void aDuplicateCurrencyIsRejectedOrAddedUp() {
        Reading reading = read(ResponseBody.of(sample.file("twice.json")));
        if (twice() == Twice.SUMMED) {
            assertThat(reading).isInstanceOf(Reading.Success.class);
        } else {
            assertThat(reading).isInstanceOf(Reading.Malformed.class);
            assertThat(reading.toString()).containsAnyOf("twice", "Duplicate");
        }
    }

    @TestFactory
    Stream<DynamicTest> everyDocumentedFaultEndsAsItShould() {
        return sample.faults().stream()
                .map(fault -> DynamicTest.dynamicTest(fault.status() + " " + fault.body(), () -> {
                    server.always(request -> new Response(
                            fault.status(), "application/json", fault.body().getBytes(UTF_8)));
                    Attempt attempt = FetchOnce.of(source, credentials(List.of()), PATIENCE);
                    assertThat(attempt.disposition()).isEqualTo(Disposition.valueOf(fault.disposition()));
                    assertThat(attempt.response().state()).isEqualTo(ResponseState.FAILED);
                    FetchResult fetched = fetch(List.of());
                    assertThat(fetched.outcome().exitCode())
                            .as(fetched.problem())
                            .isEqualTo(fault.exitCode());
                    assertThat(fetched.problem()).isNotBlank().doesNotContain("\n");
                }));
    }

    @Test
    void anUndocumentedFaultIsAmongThem() {
        assertThat(sample.faults())
                .anyMatch(fault -> fault.disposition().equals("UNDOCUMENTED") && fault.exitCode() == 65);
    }

    @Test
    void anErrorPageIsShownWithItsStatusAndItsBeginning() {
        server.always(request -> Response.html(502));
        FetchResult away = fetch(List.of());
        assertThat(away.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(away.problem()).startsWith("HTTP 502 text/html: <html><h1>Out of order");
        assertThat(away.responses()).hasSize(4);
        server.always(request -> Response.html(404));
        FetchResult wrong = fetch(List.of());
        assertThat(wrong.outcome()).isEqualTo(Outcome.DATA_ERROR);
        assertThat(wrong.problem()).startsWith("HTTP 404 text/html: <html><h1>Out of order");
        assertThat(wrong.responses()).hasSize(1);
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.always(request -> new Response(302, "text/plain", new byte[0]));
        assertThat(fetch(List.of()).problem()).contains("a redirect, which is not followed");
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void aTruncatedBodyIsFetchedAgain() {
        for (byte[] body : bodies()) {
            for (int kept = 1; kept < body.length; kept++) {
                Reading reading = adapter.reader()
                        .part(Arrays.copyOf(body, kept), Instant.now())
                        .reading();
                assertThat(reading).as("cut at %s", kept).isInstanceOf(Reading.Malformed.class);
                assertThat(((Reading.Malformed) reading).truncated())
                        .as("cut at %s", kept)
                        .isTrue();
            }
        }
        byte[] first = bodies().get(0);
        server.next(List.of(Response.json(Arrays.copyOf(first, first.length / 2))));
        serve(bodies());
        FetchResult fetched = fetch();
        assertThat(fetched.outcome()).isEqualTo(Outcome.DONE);
        assertThat(fetched.responses()).hasSize(2);
    }

    @Test
    void aBodyOfAnotherKindIsRejected() {
        for (String body : List.of("null", "true", "1", "\"x\"", "{}", "[[]]", "[1]", "{\"error\":[]}x")) {
            Reading reading = read(ResponseBody.of(body.getBytes(UTF_8)));
            assertThat(reading).as(body).isInstanceOf(Reading.Malformed.class);
        }
    }

    @Test
    void aLaterPartIsRetriedInPlace() {
        Assumptions.assumeTrue(bodies().size() > 1, "a snapshot is one body");
        List<Response> responses =
                new ArrayList<>(bodies().stream().map(Response::json).toList());
        responses.add(1, Response.html(503));
        server.next(responses);
        FetchResult fetched = fetch();
        assertThat(fetched.outcome()).isEqualTo(Outcome.DONE);
        assertThat(fetched.responses()).hasSize(2);
        assertThat(server.received()).hasSize(bodies().size() + 1);
        assertThat(fetched.responses().get(1).body().parts()).containsExactlyElementsOf(bodies());
    }

    @Test
    void aLaterPartThatFailsRejectsTheSnapshot() {
        Assumptions.assumeTrue(bodies().size() > 1, "a snapshot is one body");
        server.next(List.of(Response.json(bodies().get(0))));
        server.always(request -> Response.html(503));
        FetchResult fetched = fetch();
        assertThat(fetched.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(fetched.responses()).hasSize(4).allMatch(each -> each.state() == ResponseState.FAILED);
    }

    @Test
    void anEndlessListOfPagesIsRejected() {
        String paged = wallets().stream()
                .filter(wallet -> sample.pages(wallet).size() > 1)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(paged != null, "no wallet has pages");
        byte[] first = sample.pages(paged).get(0);
        server.always(request -> Response.json(first));
        FetchResult fetched = fetch(List.of(paged));
        assertThat(fetched.outcome()).isEqualTo(Outcome.DATA_ERROR);
        assertThat(fetched.problem()).contains("does not end");
        assertThat(read(ResponseBody.of(first))).isInstanceOf(Reading.Malformed.class);
        assertThat(read(ResponseBody.joined(Collections.nCopies(3, first)))).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void eachRequestIsSignedAnewAndNamesTheRecorder() {
        server.next(List.of(Response.html(503)));
        serve(sample.pages(wallets().get(0)));
        fetch(List.of());
        List<Received> received = server.received();
        assertThat(received).extracting(Received::text).doesNotHaveDuplicates();
        assertThat(received)
                .allSatisfy(request ->
                        assertThat(request.headers().get("User-agent")).startsWith("balance-history/"));
    }

    @Test
    void anErrorPageThatRepeatsTheRequestIsStoredWithoutSecrets() {
        for (int status : List.of(200, 400, 401, 429, 500)) {
            server.always(request -> new Response(
                    status,
                    "text/plain; of=" + secret().apiKey(),
                    request.text().getBytes(UTF_8)));
            Attempt attempt = FetchOnce.of(source, credentials(List.of()), PATIENCE);
            assertNothingSecret(attempt.response());
            assertThat(attempt.response().body().bytes()).asString().contains("***");
            assertNothingSecret(read(attempt.response().body()).toString());
        }
    }

    @Test
    void aSecretOfAnotherFormIsRejectedWithoutBeingShown() {
        assertThat(adapter.credentialForm().secret().flaw(secret().apiSecret())).isNull();
        String flaw = adapter.credentialForm().secret().flaw("not a secret\n?");
        assertThat(flaw).isNotNull().doesNotContain("not a secret");
    }

    private void assertNothingSecret(FetchResult fetched) {
        fetched.responses().forEach(this::assertNothingSecret);
        assertNothingSecret(String.valueOf(fetched.problem()));
        assertNothingSecret(String.valueOf(fetched.warning()));
    }

    private void assertNothingSecret(RawResponse response) {
        assertNothingSecret(response.toString());
        if (response.body() != null) {
            assertNothingSecret(new String(response.body().bytes(), ISO_8859_1));
        }
    }

    private void assertNothingSecret(String text) {
        secrets().forEach(secret -> assertThat(text).doesNotContain(secret));
    }

    /** Returns key, secret, passphrase, and each value of the requests that looks like a signature or a token. */
    private Set<String> secrets() {
        Secret secret = secret();
        Set<String> secrets = new TreeSet<>(List.of(secret.apiKey(), secret.apiSecret()));
        if (adapter.credentialForm().passphrase()) {
            secrets.add(secret.passphrase());
        }
        for (Received request : server.received()) {
            request.headers().forEach((name, value) -> {
                if (!ORDINARY_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                    secrets.addAll(List.of(value.split("[ .]")));
                }
            });
            for (String parameter : (request.query() + "&" + request.body()).split("&")) {
                String value = parameter.substring(parameter.indexOf('=') + 1);
                secrets.add(value);
                secrets.add(URLDecoder.decode(value, UTF_8));
            }
        }
        secrets.removeIf(each -> each.length() < 16 || isNumber(each));
        return secrets;
    }

    private static boolean isNumber(String text) {
        try {
            return new BigDecimal(text).scale() == 0;
        } catch (NumberFormatException e) {
            return text.replace("%3A", ":").matches("[0-9:.TZ-]+");
        }
    }
}
