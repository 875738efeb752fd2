package dev.balancehistory.exchange.contract;

import static dev.balancehistory.exchange.Disposition.BANNED;
import static dev.balancehistory.exchange.Disposition.CLOCK_REJECTED;
import static dev.balancehistory.exchange.Disposition.NONCE_REJECTED;
import static dev.balancehistory.exchange.Disposition.RATE_LIMITED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.NoncePolicy;
import dev.balancehistory.exchange.RateLimits.Scope;
import dev.balancehistory.exchange.http.Adapter;
import dev.balancehistory.exchange.http.ClockSource;
import dev.balancehistory.exchange.http.FaultTable;
import dev.balancehistory.exchange.http.Hmac;
import dev.balancehistory.exchange.http.HttpSource;
import dev.balancehistory.exchange.http.HttpTransport;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.JsonReader;
import dev.balancehistory.exchange.http.KeyCheck;
import dev.balancehistory.exchange.http.Part;
import dev.balancehistory.exchange.http.Request;
import dev.balancehistory.exchange.http.SecretForms;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** An invented exchange with all features: pages, wallets, forms, a passphrase, rising nonces. */
class ExampleTest extends AdapterContract {
    private static final FaultTable FAULTS = FaultTable.EMPTY
            .code("clock", CLOCK_REJECTED, "")
            .code("nonce", NONCE_REJECTED, "")
            .prefixWithTime("throttled: ", RATE_LIMITED, "")
            .http(418, BANNED, "", Duration.ofMinutes(10));

    ExampleTest() {
        super(adapter());
    }

    private static Adapter adapter() {
        return Adapter.named("example", "https://api.example.com")
                .wallet(
                        "trade",
                        Request.get("/accounts").query("limit", "2"),
                        (before, cursor) -> before.query("cursor", cursor))
                .wallet("earn", Request.post("/earn").weighing(3))
                .signedBy(ExampleTest::signed)
                .readBy(new JsonReader("example/1", ExampleTest::read).summing())
                .faults(FAULTS)
                .limit(Scope.KEY, 5, Duration.ofSeconds(2))
                .limit(Scope.IP, 100, Duration.ofSeconds(5))
                .nonces(NoncePolicy.RISING)
                .clock(ClockSource.endpoint("/time", json -> Instant.ofEpochSecond(json.integer("seconds")))
                        .inWholeSeconds())
                .secret(SecretForms.BASE64)
                .passphrase()
                .keyCheck(new KeyCheck(
                        Request.get("/key"),
                        json -> json.flag("readOnly")
                                ? List.of(new KeyFinding("reads only", null))
                                : List.of(new KeyFinding("may trade", "create a key that reads only"))))
                .build();
    }

    private static Request signed(Request request, Credentials credentials, Moment moment) {
        byte[] secret = Base64.getDecoder().decode(credentials.secretText());
        Request complete = request.field("nonce", Long.toString(moment.nonce()));
        return complete.header("X-Key", credentials.apiKey())
                .header("X-Passphrase", credentials.passphrase())
                .query("signature", Hmac.SHA384.base64(secret, complete.pathWithQuery() + complete.body()));
    }

    private static Part read(Json body) {
        if (body.has("error")) {
            return Part.fault(body.code("error"), "");
        }
        if (body.has("earning")) {
            return Part.of(body.array("earning").stream()
                            .map(row ->
                                    row.balance("earn", row.text("code"), row.amount("held"), row.amountOrZero("free")))
                            .toList())
                    .ofWallet("earn");
        }
        Part part = Part.of(body.array("accounts").stream()
                        .map(row -> row.balance("trade", row.text("code"), row.amount("total"), row.amount("free")))
                        .toList())
                .ofWallet("trade");
        String cursor = body.text("cursor");
        return cursor.isEmpty() ? part : part.followedBy(cursor);
    }

    @Override
    protected Secret secret() {
        return new Secret(
                "CANARY-KEY-7f3a9c51d2e4", "Q0FOQVJZU0VDUkVULzBiOGU2NGYxYTdjMysr/+8=", "canary passphrase+/=");
    }

    @Test
    void theRightsOfTheKeyAreReported() throws IOException {
        assertThat(keyFindings(200, "{\"readOnly\":true}")).containsExactly(new KeyFinding("reads only", null));
        assertThat(keyFindings(200, "{\"readOnly\":false}"))
                .containsExactly(new KeyFinding("may trade", "create a key that reads only"));
        assertThatIOException().isThrownBy(() -> keyFindings(403, "no")).withMessage("/key returned HTTP 403");
        assertThatIOException()
                .isThrownBy(() -> keyFindings(200, "{\"readOnly\":\"yes\"}"))
                .withMessage("/key: its readOnly is neither true nor false");
    }

    @Override
    protected Twice twice() {
        return Twice.SUMMED;
    }

    @Override
    protected Adapters all(Supplier<HttpTransport> transport) {
        return new Adapters(
                List.of(new Adapters.Entry(
                        "example",
                        "example/1",
                        () -> new HttpSource(adapter(), transport.get()),
                        () -> adapter().reader())),
                Map.of());
    }
}
