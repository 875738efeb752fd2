package dev.balancehistory.exchange.kucoin;

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
import dev.balancehistory.exchange.http.Request;
import java.time.Duration;

/**
 * The exchange KuCoin, by its public API documents. One response lists all accounts of a key, so {@code all} is the
 * only wallet to configure. The wallet of a balance is the type of its account, such as {@code main} or {@code trade}.
 */
public final class Kucoin {
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final String KEY_VERSION = "3";
    private static final String OTHERS = "other programs use this user's limit too";
    private static final Duration LIMIT_LASTS = Duration.ofSeconds(10);

    private static final FaultTable FAULTS = FaultTable.EMPTY
            .code("400002", CLOCK_REJECTED, "")
            .code("400001", CREDENTIALS_REJECTED, "create a new key; the recorder signs for keys of version 3")
            .code("400003", CREDENTIALS_REJECTED, "check the key")
            .code("400004", CREDENTIALS_REJECTED, "check the passphrase, which was chosen when the key was created")
            .code("400005", CREDENTIALS_REJECTED, "check the secret")
            .code("400006", CREDENTIALS_REJECTED, "this machine's IP address is not on the key's list")
            .code("400007", CREDENTIALS_REJECTED, "the key lacks the permission General")
            .code("411100", CREDENTIALS_REJECTED, "the account is frozen; contact KuCoin")
            .code("429000", RATE_LIMITED, OTHERS, LIMIT_LASTS)
            .code("500000", TRANSIENT, "")
            .http(429, RATE_LIMITED, OTHERS, LIMIT_LASTS);

    private Kucoin() {}

    /** Returns the declaration of the exchange. */
    public static Adapter adapter() {
        return Adapter.named("kucoin", "https://api.kucoin.com")
                .wallet("all", Request.get("/api/v1/accounts").weighing(5))
                .signedBy(Kucoin::signed)
                .readBy(new JsonReader("kucoin/1", KucoinBody::read))
                .faults(FAULTS)
                .limit(Scope.KEY, 2_000, Duration.ofSeconds(30))
                .clock(ClockSource.endpoint("/api/v1/timestamp", KucoinBody::time))
                .window(WINDOW, WINDOW)
                .passphrase()
                .keyCheck(new KeyCheck(Request.get("/api/v1/user/api-key"), KucoinBody::key))
                .unverified("empty accounts are listed", Observation.ZERO_BALANCE)
                .unverified("keys of version 2 are accepted as version 3", Observation.NONE)
                .unverified("the time window of 5 s", Observation.NONE)
                .unverified("the limit", Observation.NONE)
                .unverified("the code 429000", Observation.NONE)
                .build();
    }

    static Request signed(Request request, Credentials credentials, Moment moment) {
        byte[] secret = credentials.apiSecret();
        String time = Long.toString(moment.millis());
        String text = time + request.method() + request.pathWithQuery() + request.body();
        return request.header("KC-API-KEY", credentials.apiKey())
                .header("KC-API-TIMESTAMP", time)
                .header("KC-API-KEY-VERSION", KEY_VERSION)
                .header("KC-API-PASSPHRASE", Hmac.SHA256.base64(secret, credentials.passphrase()))
                .header("KC-API-SIGN", Hmac.SHA256.base64(secret, text));
    }
}
