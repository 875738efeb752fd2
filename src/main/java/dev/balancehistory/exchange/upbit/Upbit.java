package dev.balancehistory.exchange.upbit;

import static dev.balancehistory.exchange.Disposition.BANNED;
import static dev.balancehistory.exchange.Disposition.CREDENTIALS_REJECTED;
import static dev.balancehistory.exchange.Disposition.NONCE_REJECTED;
import static dev.balancehistory.exchange.Disposition.RATE_LIMITED;
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

/** The exchange Upbit, by its public API documents ({@code GET /v1/accounts}). A key reads its own pocket only. */
public final class Upbit {
    private static final String IP_ADDRESS = "this machine's IP address is not on the key's allow-list";

    private static final FaultTable FAULTS = FaultTable.EMPTY
            .code("jwt_verification", CREDENTIALS_REJECTED, "check the secret")
            .code("invalid_access_key", CREDENTIALS_REJECTED, "check the key")
            .code("expired_access_key", CREDENTIALS_REJECTED, "the key has expired; create a new one")
            .code("no_authorization_ip", CREDENTIALS_REJECTED, IP_ADDRESS)
            .code("no_authorization_i_p", CREDENTIALS_REJECTED, IP_ADDRESS)
            .code("out_of_scope", CREDENTIALS_REJECTED, "the key lacks the right to read assets (자산조회)")
            .code("nonce_used", NONCE_REJECTED, "")
            .code("invalid_query_payload", UNEXPECTED, "")
            .http(429, RATE_LIMITED, "other programs use the same pocket, or too many accounts share it")
            .http(418, BANNED, "");

    private Upbit() {}

    /** Returns the declaration of the exchange. */
    public static Adapter adapter() {
        return Adapter.named("upbit", "https://api.upbit.com")
                .wallet("spot", Request.get("/v1/accounts"))
                .signedBy(Upbit::signed)
                .readBy(new JsonReader("upbit/1", UpbitBody::read))
                .faults(FAULTS)
                .limit(Scope.KEY, 30, Duration.ofSeconds(1))
                .keyCheck(new KeyCheck(Request.get("/v1/api_keys"), UpbitBody::expiry))
                .unverified("the form of the expiry of a key", Observation.KEY_EXPIRY)
                .build();
    }

    /** Signs a request without parameters, whose token has no hash of them. */
    static Request signed(Request request, Credentials credentials, Moment moment) {
        String token = new Jwt(JwtKey.hs512(credentials.apiSecret()))
                .claim("access_key", credentials.apiKey())
                .claim("nonce", moment.uuid().toString())
                .sign();
        return request.header("Authorization", "Bearer " + token);
    }
}
