package dev.balancehistory.exchange.bitstamp;

import static dev.balancehistory.exchange.Disposition.CLOCK_REJECTED;
import static dev.balancehistory.exchange.Disposition.CREDENTIALS_REJECTED;
import static dev.balancehistory.exchange.Disposition.NONCE_REJECTED;
import static dev.balancehistory.exchange.Disposition.RATE_LIMITED;
import static dev.balancehistory.exchange.Disposition.TRANSIENT;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.RateLimits.Scope;
import dev.balancehistory.exchange.UnverifiedFact.Observation;
import dev.balancehistory.exchange.http.Adapter;
import dev.balancehistory.exchange.http.FaultTable;
import dev.balancehistory.exchange.http.Hmac;
import dev.balancehistory.exchange.http.JsonReader;
import dev.balancehistory.exchange.http.Request;
import java.time.Duration;

/** The exchange Bitstamp, by its public API documents ({@code POST /api/v2/account_balances/}). */
public final class Bitstamp {
    private static final Duration WINDOW = Duration.ofSeconds(150);
    private static final String VERSION = "v2";
    private static final String TOO_MANY = "too many requests from this machine's IP address";

    private static final FaultTable FAULTS = FaultTable.EMPTY
            .code("API0001", CREDENTIALS_REJECTED, "check the key")
            .code("API0002", CREDENTIALS_REJECTED, "this machine's IP address is not on the key's allow-list")
            .code("API0003", CREDENTIALS_REJECTED, "the key lacks the right to read balances")
            .code("API0004", NONCE_REJECTED, "")
            .code("API0005", CREDENTIALS_REJECTED, "check the secret")
            .code("API0006", CREDENTIALS_REJECTED, "if the account is frozen, contact the exchange's support")
            .code("API0008", CREDENTIALS_REJECTED, "check the key")
            .code("API0009", CREDENTIALS_REJECTED, "complete the profile at the exchange")
            .code("API0011", CREDENTIALS_REJECTED, "check the key, and that it is activated")
            .code("API0017", CLOCK_REJECTED, "")
            .code("400.002", RATE_LIMITED, TOO_MANY)
            .code("400.067", RATE_LIMITED, TOO_MANY)
            .code("403.001", CREDENTIALS_REJECTED, "complete the verification at the exchange")
            .code("404.004", CREDENTIALS_REJECTED, "the key has no account; create a new one")
            .prefix("500.", TRANSIENT, "")
            .http(429, RATE_LIMITED, TOO_MANY);

    private Bitstamp() {}

    /** Returns the declaration of the exchange. */
    public static Adapter adapter() {
        return Adapter.named("bitstamp", "https://www.bitstamp.net")
                .wallet("spot", Request.post("/api/v2/account_balances/"))
                .signedBy(Bitstamp::signed)
                .readBy(new JsonReader("bitstamp/1", BitstampBody::read))
                .faults(FAULTS)
                .limit(Scope.IP, 400, Duration.ofSeconds(1))
                .limit(Scope.IP, 10_000, Duration.ofMinutes(10))
                .window(WINDOW, WINDOW)
                .unverified("zero balances are listed", Observation.ZERO_BALANCE)
                .unverified("the limits are for the address", Observation.NONE)
                .unverified("the time window of 150 s", Observation.NONE)
                .build();
    }

    static Request signed(Request request, Credentials credentials, Moment moment) {
        return signed(request, credentials, moment.uuid().toString(), moment.millis());
    }

    /** Signs a request without a body, which has no content type in its headers or in the signed text. */
    static Request signed(Request request, Credentials credentials, String nonce, long millis) {
        String auth = "BITSTAMP " + credentials.apiKey();
        String timestamp = Long.toString(millis);
        String text = auth
                + request.method()
                + credentials.baseUrl().getHost()
                + request.pathWithQuery()
                + nonce
                + timestamp
                + VERSION;
        return request.header("X-Auth", auth)
                .header("X-Auth-Nonce", nonce)
                .header("X-Auth-Timestamp", timestamp)
                .header("X-Auth-Version", VERSION)
                .header("X-Auth-Signature", Hmac.SHA256.hex(credentials.apiSecret(), text));
    }
}
