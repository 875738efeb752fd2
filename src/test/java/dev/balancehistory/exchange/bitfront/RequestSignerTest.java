package dev.balancehistory.exchange.bitfront;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.http.Hmac;
import dev.balancehistory.exchange.http.Request;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestSignerTest {
    private static final String SECRET = "dwjnGqCVzfHlW6Q9r4BjXpmiK1WCdMBI";
    private static final String PATH = "/v1/account/balances";
    private static final Instant NOW = Instant.parse("2018-05-02T05:43:21.363999Z");

    private final Credentials credentials =
            new Credentials(URI.create("https://x.example"), "6W206egN32nCQ0VB", SECRET);

    @ParameterizedTest
    @CsvSource({
        "123451523864107010GET/v1/trade/openOrdersmarket=ETH&currency=BTC&max=100,"
                + "f6f55e74ebe513b5c5b26a1c056923ce7a8dd56c0ea890d22fa603688b28ace0",
        "123451523864107010POST/v1/trade/marketOrdersquantity=1&coinPair=BCH.ETH&orderSide=BUY,"
                + "03838b25c336e0a6fb3617b9b07c9da9d91d96ab0e61598aa7e6cd1396b2b3ef"
    })
    void thePublishedTextsHaveThePublishedSignatures(String text, String signature) {
        assertThat(Hmac.SHA256.hex(SECRET.getBytes(UTF_8), text)).isEqualTo(signature);
    }

    @Test
    void aRequestHasTheFourHeadersAndSignsNonceTimestampMethodAndPath() {
        Map<String, String> headers = new RequestSigner()
                .sign(Request.get(PATH), credentials, Moment.of(NOW))
                .headers();
        assertThat(headers).containsOnlyKeys("X-API-KEY", "X-API-TIMESTAMP", "X-API-NONCE", "X-API-SIGN");
        assertThat(headers)
                .containsEntry("X-API-KEY", "6W206egN32nCQ0VB")
                .containsEntry("X-API-TIMESTAMP", "1525239801363");
        String signed = headers.get("X-API-NONCE") + "1525239801363GET/v1/account/balances";
        assertThat(headers).containsEntry("X-API-SIGN", Hmac.SHA256.hex(SECRET.getBytes(UTF_8), signed));
    }

    @Test
    void aQueryIsSignedAsThePublishedText() {
        Request request = Request.get("/v1/trade/openOrders")
                .query("market", "ETH")
                .query("currency", "BTC")
                .query("max", "100");

        Map<String, String> headers =
                new RequestSigner().sign(request, credentials, Moment.of(NOW)).headers();

        String signed =
                headers.get("X-API-NONCE") + "1525239801363GET/v1/trade/openOrdersmarket=ETH&currency=BTC&max=100";
        assertThat(headers).containsEntry("X-API-SIGN", Hmac.SHA256.hex(SECRET.getBytes(UTF_8), signed));
    }

    @Test
    void noncesOfATimestampAreUniqueAndHaveFiveDigits() {
        RequestSigner signer = new RequestSigner();
        Map<String, Set<String>> used = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            String timestamp = Long.toString(System.currentTimeMillis());
            String nonce = signer.nextNonce();
            assertThat(nonce).matches("[1-9][0-9]{4}");
            assertThat(used.computeIfAbsent(timestamp, t -> new HashSet<>()).add(nonce))
                    .as("%s at %s", nonce, timestamp)
                    .isTrue();
        }
    }

    @Test
    void noncesAreUniqueForManyThreads() {
        RequestSigner signer = new RequestSigner();
        List<String> nonces = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> threads = IntStream.range(0, 4)
                .mapToObj(t -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 22_500; i++) {
                        nonces.add(signer.nextNonce());
                    }
                }))
                .toList();
        threads.forEach(CompletableFuture::join);
        assertThat(Set.copyOf(nonces)).hasSize(90_000);
    }

    @Test
    void eachRunStartsWithAnotherNonce() {
        Set<String> first = IntStream.range(0, 50)
                .mapToObj(i -> new RequestSigner().nextNonce())
                .collect(Collectors.toSet());
        assertThat(first.size()).isGreaterThan(40);
    }
}
