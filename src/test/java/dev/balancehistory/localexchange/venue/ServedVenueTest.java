package dev.balancehistory.localexchange.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.WireFault;
import dev.balancehistory.localexchange.venue.VenueClient.Identity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A living exchange on a real connection: what it serves, its manifest, and its misbehaviours. */
class ServedVenueTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Holding BTC = new Holding("BTC", "0.30", "0.25");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-28T12:00:00.250Z"));

    static Stream<VenueClient> clients() {
        return VenueClients.all();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aSignedRequestIsServedAndListedInTheManifest(VenueClient client) throws Exception {
        try (LocalExchange exchange = open(client)) {
            HttpResponse<String> response = send(exchange, client);

            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.headers().firstValue("Date")).hasValue("Sat, 28 Nov 2026 12:00:00 GMT");
            Served line = exchange.served(client.identity().key()).get(0);
            assertThat(line.success()).isTrue();
            assertThat(line.status()).isEqualTo(Served.OK);
            assertThat(line.signature()).isNotEmpty();
            assertThat(line.bodySha256()).isEqualTo(Macs.hex(Macs.digest("SHA-256", response.body())));
            assertThat(line.holdings()).containsExactly(BTC);
            assertThat(exchange.requests(client.identity().key())).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aWrongSecretGetsTheDocumentedFaultOverTheWire(VenueClient client) throws Exception {
        try (LocalExchange exchange = open(client)) {
            Identity forger = client.identity().withSecret(client.otherSecret());
            HttpResponse<String> response =
                    send(exchange, client.signed(forger, now.get(), host(exchange), client.path(), client.query()));

            String fault = client.flaws().get("secret");
            assertThat(exchange.served().get(0).note()).isEqualTo(fault);
            assertThat(exchange.served().get(0).status()).isEqualTo(fault);
            assertThat(response.headers().firstValue("Date")).isPresent();
            assertThat(response.body()).doesNotContain("0.25");
        }
    }

    @Test
    void faultsAndWireFaultsArePlayedAsForBitfront() throws Exception {
        VenueClient client = VenueClients.of(Venue.OKX);
        String key = client.identity().key();
        try (LocalExchange exchange = open(client)) {
            exchange.next(
                    key,
                    Misbehaviour.fault("50011"),
                    WireFault.truncated(20),
                    Misbehaviour.holdings(Holdings.fixed(new Holding("ETH", "1", "1"))),
                    Misbehaviour.dated("Sun, 29 Nov 2026 12:00:00 GMT"),
                    Misbehaviour.undated(),
                    Misbehaviour.shortened(10));

            HttpResponse<String> limited = send(exchange, client);
            assertThat(limited.statusCode()).isEqualTo(429);
            assertThat(limited.body()).startsWith("{\"code\":\"50011\",");
            assertThatThrownBy(() -> send(exchange, client)).isInstanceOf(IOException.class);
            assertThat(send(exchange, client).body())
                    .contains("\"ccy\":\"ETH\"")
                    .doesNotContain("BTC");
            assertThat(send(exchange, client).headers().firstValue("Date")).hasValue("Sun, 29 Nov 2026 12:00:00 GMT");
            assertThat(send(exchange, client).headers().firstValue("Date")).isEmpty();
            assertThat(send(exchange, client).body()).hasSize(10);
            assertThat(send(exchange, client).body()).contains("\"ccy\":\"BTC\"");
            assertThat(exchange.served(key))
                    .extracting(Served::status)
                    .containsExactly("50011", null, "OK", "OK", "OK", null, "OK");
        }
    }

    @Test
    void aFaultThatTheExchangeDoesNotDocumentFailsTheTestAtOnce() {
        VenueClient client = VenueClients.of(Venue.UPBIT);
        try (LocalExchange exchange = open(client)) {
            assertThatThrownBy(() -> exchange.alwaysForAll(Misbehaviour.fault("-1021")))
                    .hasMessage("the exchange documents no fault -1021");
        }
    }

    @Test
    void aKeyWithoutTheRightToReadIsDenied() throws Exception {
        VenueClient client = VenueClients.of(Venue.KRAKEN);
        try (LocalExchange exchange = open(client)) {
            exchange.permit(client.identity().key(), Permission.TRADE);
            assertThat(send(exchange, client).body()).isEqualTo("{\"error\":[\"EGeneral:Permission denied\"]}");
        }
    }

    @Test
    void theTimeHasAScriptAndACountOfItsOwn() throws Exception {
        VenueClient client = VenueClients.of(Venue.KUCOIN);
        try (LocalExchange exchange = open(client)) {
            exchange.nextTime(Misbehaviour.fault("500000"));
            Call time = VenueClient.call("GET", host(exchange), "/api/v1/timestamp", "", "");
            assertThat(send(exchange, time).body()).startsWith("{\"code\":\"500000\"");
            assertThat(send(exchange, time).body()).isEqualTo("{\"code\":\"200000\",\"data\":1795867200250}");
            assertThat(exchange.timeRequests()).isEqualTo(2);
        }
    }

    private LocalExchange open(VenueClient client) {
        Identity who = client.identity();
        return LocalExchange.start(
                        client.venue(), Settings.strict().withClock(now::get).withoutRateLimits())
                .addAccount(who.key(), who.secret(), who.passphrase(), Holdings.fixed(BTC));
    }

    private HttpResponse<String> send(LocalExchange exchange, VenueClient client) throws Exception {
        now.updateAndGet(then -> then.plusNanos(1_000));
        return send(
                exchange, client.signed(client.identity(), now.get(), host(exchange), client.path(), client.query()));
    }

    private static HttpResponse<String> send(LocalExchange exchange, Call call) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(exchange.baseUrl() + call.target()))
                .method(call.method(), BodyPublishers.ofString(call.body()));
        call.headers().forEach((name, values) -> {
            if (!Set.of("host", "user-agent").contains(name)) {
                request.header(name, values.get(0));
            }
        });
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String host(LocalExchange exchange) {
        return exchange.baseUrl().getAuthority();
    }
}
