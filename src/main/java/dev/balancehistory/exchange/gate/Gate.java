package dev.balancehistory.exchange.gate;

import static dev.balancehistory.exchange.Disposition.CLOCK_REJECTED;
import static dev.balancehistory.exchange.Disposition.CREDENTIALS_REJECTED;
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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/** The exchange Gate, by its public API documents: the spot wallet ({@code GET /api/v4/spot/accounts}). */
public final class Gate {
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final String READ = "give the key the right to read the spot account, and no other";
    private static final String TRAFFIC = "other programs use the same account";

    private static final FaultTable FAULTS = FaultTable.EMPTY
            .code("REQUEST_EXPIRED", CLOCK_REJECTED, "")
            .code("INVALID_KEY", CREDENTIALS_REJECTED, "check the key")
            .code("INVALID_SIGNATURE", CREDENTIALS_REJECTED, "check that the secret belongs to the key")
            .code("IP_FORBIDDEN", CREDENTIALS_REJECTED, "this machine's IP address is not on the key's allow-list")
            .code("FORBIDDEN", CREDENTIALS_REJECTED, READ)
            .code("READ_ONLY", CREDENTIALS_REJECTED, READ)
            .code("ACCOUNT_LOCKED", CREDENTIALS_REJECTED, "the account is locked; contact the exchange's support")
            .code("TOO_MANY_REQUESTS", RATE_LIMITED, TRAFFIC)
            .code("INTERNAL", TRANSIENT, "")
            .code("SERVER_ERROR", TRANSIENT, "")
            .code("TOO_BUSY", TRANSIENT, "")
            .http(429, RATE_LIMITED, TRAFFIC);

    private Gate() {}

    /** Returns the declaration of the exchange. */
    public static Adapter adapter() {
        return Adapter.named("gate", "https://api.gateio.ws")
                .wallet("spot", Request.get("/api/v4/spot/accounts"))
                .signedBy(Gate::signed)
                .readBy(new JsonReader("gate/1", GateBody::read))
                .faults(FAULTS)
                .limit(Scope.KEY, 200, Duration.ofSeconds(10))
                .window(WINDOW, WINDOW)
                .unverified("zero balances are listed", Observation.ZERO_BALANCE)
                .unverified("the limit", Observation.NONE)
                .build();
    }

    /** Signs five lines; the query is not encoded in its line. */
    static Request signed(Request request, Credentials credentials, Moment moment) {
        String seconds = Long.toString(moment.now().getEpochSecond());
        String text = String.join(
                "\n", request.method(), request.path(), request.plainQuery(), sha512(request.body()), seconds);
        return request.header("KEY", credentials.apiKey())
                .header("Timestamp", seconds)
                .header("SIGN", Hmac.SHA512.hex(credentials.apiSecret(), text));
    }

    private static String sha512(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
