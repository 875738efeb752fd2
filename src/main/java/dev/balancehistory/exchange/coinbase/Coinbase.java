package dev.balancehistory.exchange.coinbase;

import static dev.balancehistory.exchange.Disposition.CREDENTIALS_REJECTED;
import static dev.balancehistory.exchange.Disposition.RATE_LIMITED;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.RateLimits.Scope;
import dev.balancehistory.exchange.UnverifiedFact.Observation;
import dev.balancehistory.exchange.http.Adapter;
import dev.balancehistory.exchange.http.ClockSource;
import dev.balancehistory.exchange.http.FaultTable;
import dev.balancehistory.exchange.http.JsonReader;
import dev.balancehistory.exchange.http.Jwt;
import dev.balancehistory.exchange.http.KeyCheck;
import dev.balancehistory.exchange.http.Request;
import dev.balancehistory.exchange.http.SecretForms;
import java.time.Duration;
import java.time.Instant;

/**
 * The exchange Coinbase, by the public documents of its Advanced Trade API ({@code GET /api/v3/brokerage/accounts}). A
 * key reads its own portfolio only.
 */
public final class Coinbase {
    private static final String ACCOUNTS = "/api/v3/brokerage/accounts";
    private static final String MOST_PER_PAGE = "250";
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(2);

    /** The largest offset of the clock that is not taken as the reason for a rejected token. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    private static final String TOO_MANY = "other programs use the same key or user, or too many accounts share it";

    private static final FaultTable FAULTS = FaultTable.EMPTY
            .code("PERMISSION_DENIED", CREDENTIALS_REJECTED, "the key lacks the right to view (View)")
            .code("RESOURCE_EXHAUSTED", RATE_LIMITED, TOO_MANY)
            .code("rate_limit_exceeded", RATE_LIMITED, TOO_MANY)
            .credentialsOrClock(
                    401, "check the key's name, its private key and its list of IP addresses", CLOCK_TOLERANCE)
            .http(
                    403,
                    CREDENTIALS_REJECTED,
                    "the key lacks the right to view (View), or this machine's IP address is not on the key's list")
            .http(429, RATE_LIMITED, TOO_MANY);

    private Coinbase() {}

    /** Returns the declaration of the exchange. */
    public static Adapter adapter() {
        return Adapter.named("coinbase", "https://api.coinbase.com")
                .wallet(
                        CoinbaseBody.WALLET,
                        Request.get(ACCOUNTS).query("limit", MOST_PER_PAGE),
                        (before, cursor) -> before.query("cursor", cursor))
                .signedBy(Coinbase::signed)
                .readBy(new JsonReader("coinbase/1", CoinbaseBody::read).summing())
                .faults(FAULTS)
                .limit(Scope.KEY, 30, Duration.ofSeconds(1))
                .limit(Scope.KEY, 10_000, Duration.ofHours(1))
                .clock(ClockSource.endpoint(
                        "/api/v3/brokerage/time", body -> Instant.ofEpochMilli(body.integerText("epochMillis"))))
                .window(TOKEN_LIFE, TOKEN_LIFE)
                .secret(SecretForms.readBy(CoinbaseKey::of))
                .keyCheck(new KeyCheck(Request.get("/api/v3/brokerage/key_permissions"), CoinbaseKey::rights))
                .unverified("the form of the rights of a key", Observation.KEY_RIGHTS)
                .unverified("several accounts of one currency", Observation.DUPLICATE_CURRENCY)
                .unverified("the bodies of failures", Observation.NONE)
                .build();
    }

    /** Signs a request by a token for its method, host and path, without the parameters. */
    static Request signed(Request request, Credentials credentials, Moment moment) {
        long now = moment.now().getEpochSecond();
        String token = new Jwt(CoinbaseKey.of(credentials.secretText()))
                .header("kid", credentials.apiKey())
                .header("nonce", moment.uuid().toString().replace("-", ""))
                .claim("sub", credentials.apiKey())
                .claim("iss", "cdp")
                .claim("nbf", now)
                .claim("exp", now + TOKEN_LIFE.toSeconds())
                .claim("uri", request.method() + " " + credentials.baseUrl().getHost() + request.path())
                .sign();
        return request.header("Authorization", "Bearer " + token);
    }
}
