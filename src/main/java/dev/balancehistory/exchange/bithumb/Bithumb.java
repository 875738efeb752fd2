package dev.balancehistory.exchange.bithumb;

import static dev.balancehistory.exchange.Disposition.BANNED;
import static dev.balancehistory.exchange.Disposition.CLOCK_REJECTED;
import static dev.balancehistory.exchange.Disposition.CREDENTIALS_REJECTED;
import static dev.balancehistory.exchange.Disposition.UNEXPECTED;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.RateLimits.Scope;
import dev.balancehistory.exchange.UnverifiedFact.Observation;
import dev.balancehistory.exchange.http.Adapter;
import dev.balancehistory.exchange.http.FaultTable;
import dev.balancehistory.exchange.http.JsonReader;
import dev.balancehistory.exchange.http.Jwt;
import dev.balancehistory.exchange.http.JwtKey;
import dev.balancehistory.exchange.http.KeyCheck;
import dev.balancehistory.exchange.http.Request;
import java.time.Duration;

/** The exchange Bithumb, by its public API documents ({@code GET /v1/accounts}). */
public final class Bithumb {
    private static final FaultTable FAULTS = FaultTable.EMPTY
            .code(
                    "jwt_verification",
                    CREDENTIALS_REJECTED,
                    "check key and secret, and that the key has the right to read assets (자산조회)")
            .code("NotAllowIP", CREDENTIALS_REJECTED, "this machine's IP address is not on the key's allow-list")
            .code("out_of_scope", CREDENTIALS_REJECTED, "the key lacks the right to read assets (자산조회)")
            .code("blocked_member_id", CREDENTIALS_REJECTED, "the exchange has blocked the member; contact its support")
            .code("expired_jwt", CLOCK_REJECTED, "")
            .code("invalid_query_payload", UNEXPECTED, "")
            .code("invalid_parameter", UNEXPECTED, "")
            // The exchange rejects all requests for five minutes, and counts each.
            .http(429, BANNED, "too many requests from this machine's IP address", Duration.ofMinutes(5));

    private Bithumb() {}

    /** Returns the declaration of the exchange. */
    public static Adapter adapter() {
        return Adapter.named("bithumb", "https://api.bithumb.com")
                .wallet("spot", Request.get("/v1/accounts"))
                .signedBy(Bithumb::signed)
                .readBy(new JsonReader("bithumb/1", BithumbBody::read))
                .faults(FAULTS)
                .limit(Scope.IP, 140, Duration.ofSeconds(1))
                .keyCheck(new KeyCheck(Request.get("/v1/api_keys"), BithumbBody::expiry))
                .unverified("the form of the expiry of a key", Observation.KEY_EXPIRY)
                .unverified("the largest age of a token", Observation.NONE)
                .unverified("HTTP 429 blocks the address, not the key", Observation.NONE)
                .build();
    }

    /** Signs a request without parameters, whose token has no hash of them. */
    static Request signed(Request request, Credentials credentials, Moment moment) {
        String token = new Jwt(JwtKey.hs256(credentials.apiSecret()))
                .claim("access_key", credentials.apiKey())
                .claim("nonce", moment.uuid().toString())
                .claim("timestamp", moment.millis())
                .sign();
        return request.header("Authorization", "Bearer " + token);
    }
}
