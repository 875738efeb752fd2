package dev.balancehistory.exchange.kraken;

import static dev.balancehistory.exchange.Disposition.BANNED;
import static dev.balancehistory.exchange.Disposition.CREDENTIALS_REJECTED;
import static dev.balancehistory.exchange.Disposition.NONCE_REJECTED;
import static dev.balancehistory.exchange.Disposition.RATE_LIMITED;
import static dev.balancehistory.exchange.Disposition.TRANSIENT;
import static dev.balancehistory.exchange.Disposition.UNEXPECTED;

import dev.balancehistory.balance.Sha256;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.NoncePolicy;
import dev.balancehistory.exchange.RateLimits.Scope;
import dev.balancehistory.exchange.UnverifiedFact.Observation;
import dev.balancehistory.exchange.http.Adapter;
import dev.balancehistory.exchange.http.ClockSource;
import dev.balancehistory.exchange.http.FaultTable;
import dev.balancehistory.exchange.http.Hmac;
import dev.balancehistory.exchange.http.JsonReader;
import dev.balancehistory.exchange.http.KeyCheck;
import dev.balancehistory.exchange.http.Request;
import dev.balancehistory.exchange.http.SecretForms;
import dev.balancehistory.process.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * The exchange Kraken, by its public API documents ({@code POST /0/private/BalanceEx}): spot and earn holdings in one
 * wallet. Keys with a second factor are not supported.
 */
public final class Kraken {
    private static final NoncePolicy NONCES = new NoncePolicy(
            true,
            1,
            Outcome.CREDENTIALS,
            ": the key was used with a larger nonce, by another program or while this machine's clock was ahead."
                    + " Create a new key for the recorder alone, or wait until the clock has passed that time");
    private static final String LOCKS = "; several such requests in a row lock the account";
    private static final String OFTEN = "other programs use the same key";

    private static final FaultTable FAULTS = FaultTable.EMPTY
            .prefix("EAPI:Invalid nonce", NONCE_REJECTED, "")
            .prefix("EAPI:Invalid key", CREDENTIALS_REJECTED, "check the key" + LOCKS)
            .prefix("EAPI:Invalid signature", CREDENTIALS_REJECTED, "check that the secret belongs to the key" + LOCKS)
            .prefix(
                    "EGeneral:Permission denied",
                    CREDENTIALS_REJECTED,
                    "check the key's right Query Funds and its IP addresses")
            .prefix("EGeneral:Temporary lockout", BANNED, "too many wrong requests; check key and secret")
            .prefix("EAPI:Rate limit exceeded", RATE_LIMITED, OFTEN)
            .prefix("EGeneral:Too many requests", RATE_LIMITED, OFTEN)
            .prefixWithTime("EService: Throttled", RATE_LIMITED, OFTEN)
            .prefixWithTime("EService:Throttled", RATE_LIMITED, OFTEN)
            .prefix("EService:Unavailable", TRANSIENT, "")
            .prefix("EService:Busy", TRANSIENT, "")
            .prefix("EGeneral:Internal error", TRANSIENT, "")
            .prefix("EDatabase:Internal error", TRANSIENT, "")
            .prefix("EGeneral:Invalid arguments", UNEXPECTED, "")
            .http(429, RATE_LIMITED, OFTEN);

    private Kraken() {}

    /** Returns the declaration of the exchange. */
    public static Adapter adapter() {
        return Adapter.named("kraken", "https://api.kraken.com")
                .wallet("spot", Request.post("/0/private/BalanceEx"))
                .signedBy(Kraken::signed)
                .readBy(new JsonReader("kraken/1", KrakenBody::read))
                .faults(FAULTS)
                // The counter of the lowest level: at most 15, and 1 less every 3 seconds.
                .limit(Scope.KEY, 15, Duration.ofSeconds(45))
                .bans(Scope.KEY)
                .nonces(NONCES)
                .clock(ClockSource.endpoint("/0/public/Time", KrakenBody::time).inWholeSeconds())
                .secret(SecretForms.BASE64)
                .keyCheck(new KeyCheck(Request.post("/0/private/GetApiKeyInfo"), KrakenKey::findings))
                .unverified("the form of the rights of a key", Observation.KEY_RIGHTS)
                .unverified("the form of its expiry", Observation.KEY_EXPIRY)
                .build();
    }

    /** Signs the path and the hash of nonce and body. */
    static Request signed(Request request, Credentials credentials, Moment moment) {
        String nonce = Long.toUnsignedString(moment.nonce());
        Request complete = request.field("nonce", nonce);
        byte[] path = complete.path().getBytes(StandardCharsets.UTF_8);
        byte[] hash = Sha256.of((nonce + complete.body()).getBytes(StandardCharsets.UTF_8));
        byte[] message = ByteBuffer.allocate(path.length + hash.length)
                .put(path)
                .put(hash)
                .array();
        byte[] signature = Hmac.SHA512.of(Base64.getDecoder().decode(credentials.secretText()), message);
        return complete.header("API-Key", credentials.apiKey())
                .header("API-Sign", Base64.getEncoder().encodeToString(signature));
    }
}
