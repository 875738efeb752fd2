package dev.balancehistory.exchange.binance;

import static dev.balancehistory.exchange.Disposition.BANNED;
import static dev.balancehistory.exchange.Disposition.CLOCK_REJECTED;
import static dev.balancehistory.exchange.Disposition.CREDENTIALS_REJECTED;
import static dev.balancehistory.exchange.Disposition.RATE_LIMITED;
import static dev.balancehistory.exchange.Disposition.TRANSIENT;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.RateLimits.Scope;
import dev.balancehistory.exchange.UnverifiedFact.Observation;
import dev.balancehistory.exchange.http.Adapter;
import dev.balancehistory.exchange.http.ClockSource;
import dev.balancehistory.exchange.http.FaultTable;
import dev.balancehistory.exchange.http.Hmac;
import dev.balancehistory.exchange.http.JsonReader;
import dev.balancehistory.exchange.http.KeyCheck;
import dev.balancehistory.exchange.http.PrivateKeys;
import dev.balancehistory.exchange.http.Request;
import dev.balancehistory.exchange.http.SecretForms;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * The exchange Binance, by its public API documents: the wallet {@code spot} ({@code GET /api/v3/account}) and the
 * wallet {@code funding} ({@code POST /sapi/v1/asset/get-funding-asset}). A holding of Simple Earn Flexible is in
 * {@code spot}, under its own code such as {@code LDUSDT}.
 */
public final class Binance {
    private static final Duration RECEIVE_WINDOW = Duration.ofSeconds(5);
    private static final String TRAFFIC = "other programs at this IP address use up the limit";

    private static final FaultTable FAULTS = FaultTable.EMPTY
            .code(418, "-1003", BANNED, TRAFFIC)
            .code("-1003", RATE_LIMITED, TRAFFIC)
            .code("-1021", CLOCK_REJECTED, "")
            .code("-1022", CREDENTIALS_REJECTED, "check that the secret belongs to the key")
            .code("-2014", CREDENTIALS_REJECTED, "check the key")
            .code("-2015", CREDENTIALS_REJECTED, "check the key, its IP addresses and its right Enable Reading")
            .code("-1002", CREDENTIALS_REJECTED, "check the key and its right Enable Reading")
            .code("-1000", TRANSIENT, "")
            .code("-1001", TRANSIENT, "")
            .code("-1006", TRANSIENT, "")
            .code("-1007", TRANSIENT, "")
            .code("-1008", TRANSIENT, "")
            .code("-1016", TRANSIENT, "")
            .http(429, RATE_LIMITED, TRAFFIC)
            .http(418, BANNED, TRAFFIC)
            .http(451, CREDENTIALS_REJECTED, "Binance does not serve the country of this machine's IP address")
            .http(403, BANNED, "its firewall rejects this machine; check the base-url and the number of requests");

    private Binance() {}

    /** Returns the declaration of the exchange. */
    public static Adapter adapter() {
        return Adapter.named("binance", "https://api.binance.com")
                .wallet(
                        "spot",
                        Request.get("/api/v3/account")
                                .query("omitZeroBalances", "true")
                                .weighing(20))
                .wallet("funding", Request.post("/sapi/v1/asset/get-funding-asset"))
                .signedBy(Binance::signed)
                .readBy(new JsonReader("binance/1", BinanceBody::read))
                .faults(FAULTS)
                .limit(Scope.IP, 6_000, Duration.ofMinutes(1))
                .clock(ClockSource.endpoint("/api/v3/time", json -> Instant.ofEpochMilli(json.integer("serverTime"))))
                .window(Duration.ofSeconds(1), RECEIVE_WINDOW)
                .secret(SecretForms.TEXT_OR_ED25519_PEM)
                .keyCheck(new KeyCheck(Request.get("/sapi/v1/account/apiRestrictions"), BinanceKey::findings))
                .unverified("every holding of the funding wallet is listed", Observation.NONE)
                .unverified("its four amounts add up to the total", Observation.NONE)
                .build();
    }

    /** Signs the query and the body as they are sent; the signature is the last parameter. */
    static Request signed(Request request, Credentials credentials, Moment moment) {
        Request complete = request.query("recvWindow", Long.toString(RECEIVE_WINDOW.toMillis()))
                .query("timestamp", Long.toString(moment.millis()));
        return complete.query("signature", signature(credentials, complete.queryString() + complete.body()))
                .header("X-MBX-APIKEY", credentials.apiKey());
    }

    /** Returns the signature: Ed25519 if the secret is in PEM, else HMAC. */
    static String signature(Credentials credentials, String text) {
        if (!PrivateKeys.isPem(credentials.secretText())) {
            return Hmac.SHA256.hex(credentials.apiSecret(), text);
        }
        byte[] signature = PrivateKeys.signEd25519(
                PrivateKeys.ed25519(credentials.secretText()), text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature);
    }
}
