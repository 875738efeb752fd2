package dev.balancehistory.exchange.okx;

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
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** The exchange OKX, by its public API documents: the trading account and the funding account. */
public final class Okx {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private static final String RIGHT = "the key lacks the permission Read";
    private static final String OTHERS = "other programs use this user's limit too";
    private static final String BUG_OR_PROXY = "a header did not arrive; check proxies between here and the exchange";

    private static final FaultTable FAULTS = FaultTable.EMPTY
            .code("50102", CLOCK_REJECTED, "")
            .code("50112", CLOCK_REJECTED, "")
            .code("50103", CREDENTIALS_REJECTED, BUG_OR_PROXY)
            .code("50104", CREDENTIALS_REJECTED, BUG_OR_PROXY)
            .code("50105", CREDENTIALS_REJECTED, "check the passphrase, which was chosen when the key was created")
            .code("50106", CREDENTIALS_REJECTED, BUG_OR_PROXY)
            .code("50107", CREDENTIALS_REJECTED, BUG_OR_PROXY)
            .code(
                    "50111",
                    CREDENTIALS_REJECTED,
                    "check the key, and that base-url is the site which the key belongs to")
            .code("50113", CREDENTIALS_REJECTED, "check the secret")
            .code("50114", CREDENTIALS_REJECTED, "check key, secret and passphrase")
            .code("50110", CREDENTIALS_REJECTED, "this machine's IP address is not on the key's list")
            .code("50101", CREDENTIALS_REJECTED, "the key is for demo trading or another site; create one for base-url")
            .code("50100", CREDENTIALS_REJECTED, "the key is frozen; contact OKX")
            .code("50030", CREDENTIALS_REJECTED, RIGHT)
            .code("50120", CREDENTIALS_REJECTED, RIGHT)
            .code("50011", RATE_LIMITED, OTHERS)
            .code("50061", RATE_LIMITED, OTHERS)
            .code("50001", TRANSIENT, "")
            .code("50004", TRANSIENT, "")
            .code("50005", TRANSIENT, "")
            .code("50013", TRANSIENT, "")
            .code("50026", TRANSIENT, "")
            .http(429, RATE_LIMITED, OTHERS);

    private Okx() {}

    /** Returns the declaration of the exchange. */
    public static Adapter adapter() {
        return Adapter.named("okx", "https://www.okx.com")
                .wallet(OkxBody.TRADING, Request.get("/api/v5/account/balance"))
                .wallet(OkxBody.FUNDING, Request.get("/api/v5/asset/balances"))
                .signedBy(Okx::signed)
                .readBy(new JsonReader("okx/1", OkxBody::read))
                .faults(FAULTS)
                // Each is the limit of one wallet. Together they apply to both.
                .limit(Scope.KEY, 10, Duration.ofSeconds(2))
                .limit(Scope.KEY, 6, Duration.ofSeconds(1))
                .clock(ClockSource.endpoint("/api/v5/public/time", OkxBody::time))
                .window(WINDOW, WINDOW)
                .passphrase()
                .keyCheck(new KeyCheck(Request.get("/api/v5/account/config"), OkxBody::key))
                .unverified("the time window of 30 s", Observation.NONE)
                .unverified("the codes 50030, 50061 and 50120", Observation.NONE)
                .build();
    }

    static Request signed(Request request, Credentials credentials, Moment moment) {
        String time = MILLIS.format(moment.now());
        String text = time + request.method() + request.pathWithQuery() + request.body();
        return request.header("OK-ACCESS-KEY", credentials.apiKey())
                .header("OK-ACCESS-TIMESTAMP", time)
                .header("OK-ACCESS-PASSPHRASE", credentials.passphrase())
                .header("OK-ACCESS-SIGN", Hmac.SHA256.base64(credentials.apiSecret(), text));
    }
}
