package dev.balancehistory.exchange.mexc;

import static dev.balancehistory.exchange.Disposition.CLOCK_REJECTED;
import static dev.balancehistory.exchange.Disposition.CREDENTIALS_REJECTED;
import static dev.balancehistory.exchange.Disposition.RATE_LIMITED;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.RateLimits.Scope;
import dev.balancehistory.exchange.UnverifiedFact.Observation;
import dev.balancehistory.exchange.http.Adapter;
import dev.balancehistory.exchange.http.ClockSource;
import dev.balancehistory.exchange.http.FaultTable;
import dev.balancehistory.exchange.http.Hmac;
import dev.balancehistory.exchange.http.JsonReader;
import dev.balancehistory.exchange.http.Request;
import java.time.Duration;
import java.time.Instant;

/** The exchange MEXC, by its public API documents: the spot wallet ({@code GET /api/v3/account}). */
public final class Mexc {
    private static final Duration RECEIVE_WINDOW = Duration.ofSeconds(5);
    private static final String IP_ADDRESS = "this machine's IP address is not on the key's allow-list";
    private static final String TRAFFIC = "other programs at this IP address use up the limit";

    private static final FaultTable FAULTS = FaultTable.EMPTY
            .code("700003", CLOCK_REJECTED, "")
            .code("700002", CREDENTIALS_REJECTED, "check that the secret belongs to the key")
            .code("602", CREDENTIALS_REJECTED, "check that the secret belongs to the key")
            .code("700001", CREDENTIALS_REJECTED, "check the key")
            .code("10072", CREDENTIALS_REJECTED, "check the key")
            .code("700006", CREDENTIALS_REJECTED, IP_ADDRESS)
            .code("700007", CREDENTIALS_REJECTED, "the key lacks the right to read the spot account")
            .code("701", CREDENTIALS_REJECTED, "check the key and its rights")
            .code("402", CREDENTIALS_REJECTED, "check the key; it may have expired")
            .code("406", CREDENTIALS_REJECTED, IP_ADDRESS)
            .code("429", RATE_LIMITED, TRAFFIC)
            .code("510", RATE_LIMITED, TRAFFIC)
            .http(429, RATE_LIMITED, TRAFFIC);

    private Mexc() {}

    /** Returns the declaration of the exchange. */
    public static Adapter adapter() {
        return Adapter.named("mexc", "https://api.mexc.com")
                .wallet("spot", Request.get("/api/v3/account").weighing(10))
                .signedBy(Mexc::signed)
                .readBy(new JsonReader("mexc/1", MexcBody::read))
                .faults(FAULTS)
                .limit(Scope.IP, 300, Duration.ofSeconds(10))
                .clock(ClockSource.endpoint("/api/v3/time", json -> Instant.ofEpochMilli(json.integer("serverTime"))))
                .window(Duration.ofSeconds(1), RECEIVE_WINDOW)
                .unverified("the time endpoint", Observation.TIME)
                .unverified("zero balances are listed", Observation.ZERO_BALANCE)
                .unverified("the time window of 5 s", Observation.NONE)
                .unverified("the limit", Observation.NONE)
                .unverified("the codes 602, 10072, 700001 and 700006", Observation.NONE)
                .build();
    }

    /** Signs the query and the body as they are sent; the signature is the last parameter. */
    static Request signed(Request request, Credentials credentials, Moment moment) {
        Request complete = request.query("recvWindow", Long.toString(RECEIVE_WINDOW.toMillis()))
                .query("timestamp", Long.toString(moment.millis()));
        String text = complete.queryString() + complete.body();
        return complete.query("signature", Hmac.SHA256.hex(credentials.apiSecret(), text))
                .header("X-MEXC-APIKEY", credentials.apiKey());
    }
}
