package dev.balancehistory.exchange.bybit;

import static dev.balancehistory.exchange.Disposition.BANNED;
import static dev.balancehistory.exchange.Disposition.CLOCK_REJECTED;
import static dev.balancehistory.exchange.Disposition.CREDENTIALS_REJECTED;
import static dev.balancehistory.exchange.Disposition.RATE_LIMITED;
import static dev.balancehistory.exchange.Disposition.TRANSIENT;
import static dev.balancehistory.exchange.Disposition.UNEXPECTED;

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
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The exchange Bybit, by its public API documents: the wallets of unified accounts, with HMAC keys. */
public final class Bybit {
    private static final Duration AHEAD = Duration.ofSeconds(1);
    private static final Duration BEHIND = Duration.ofSeconds(5);
    private static final Duration BAN = Duration.ofMinutes(10);

    private static final FaultTable FAULTS = FaultTable.EMPTY
            .code("10002", CLOCK_REJECTED, "")
            .code("-1", CLOCK_REJECTED, "")
            .code(
                    "10003",
                    CREDENTIALS_REJECTED,
                    "check the key, and that base-url is the site which the key belongs to")
            .code("10004", CREDENTIALS_REJECTED, "check the secret; RSA keys are not supported")
            .code("10007", CREDENTIALS_REJECTED, "check the key and the secret")
            .code(
                    "10005",
                    CREDENTIALS_REJECTED,
                    "the key can't read this wallet; create a Read-Only key with all rights")
            .code("10010", CREDENTIALS_REJECTED, "this machine's IP address is not on the key's list")
            .code("10009", CREDENTIALS_REJECTED, "Bybit does not serve this IP address or region")
            .code("10024", CREDENTIALS_REJECTED, "Bybit does not serve this account or region")
            .code("10006", RATE_LIMITED, "other programs use this account's limit too")
            .code("429", RATE_LIMITED, "")
            .code("10429", RATE_LIMITED, "")
            .code("10000", TRANSIENT, "")
            .code("10016", TRANSIENT, "")
            .code("10001", UNEXPECTED, "")
            .code("10017", UNEXPECTED, "")
            .code("10028", CREDENTIALS_REJECTED, "the account is not a unified account; upgrade it at Bybit")
            .http(403, BANNED, "too many requests from this IP address, or Bybit does not serve its country", BAN);

    private Bybit() {}

    /** Returns the declaration of the exchange. */
    public static Adapter adapter() {
        return Adapter.named("bybit", "https://api.bybit.com")
                .wallet(
                        BybitBody.UNIFIED,
                        Request.get("/v5/account/wallet-balance").query("accountType", "UNIFIED"))
                .wallet(
                        BybitBody.FUNDING,
                        Request.get("/v5/asset/transfer/query-account-coins-balance")
                                .query("accountType", "FUND"))
                .signedBy(Bybit::signed)
                .readBy(new JsonReader("bybit/1", BybitBody::read))
                .faults(FAULTS)
                // The limit of the funding wallet. That of the unified one is never reached.
                .limit(Scope.KEY, 5, Duration.ofSeconds(1))
                .limit(Scope.IP, 600, Duration.ofSeconds(5))
                .limitEnd(Bybit::limitEnd)
                .clock(ClockSource.endpoint("/v5/market/time", BybitBody::time).andInBody())
                .window(AHEAD, BEHIND)
                .keyCheck(new KeyCheck(Request.get("/v5/user/query-api"), BybitKey::findings))
                .unverified("every holding of the funding wallet is listed", Observation.NONE)
                .build();
    }

    static Request signed(Request request, Credentials credentials, Moment moment) {
        String time = Long.toString(moment.millis());
        String window = Long.toString(BEHIND.toMillis());
        String text = time + credentials.apiKey() + window + request.queryString();
        return request.header("X-BAPI-API-KEY", credentials.apiKey())
                .header("X-BAPI-TIMESTAMP", time)
                .header("X-BAPI-RECV-WINDOW", window)
                .header("X-BAPI-SIGN", Hmac.SHA256.hex(credentials.apiSecret(), text));
    }

    static @Nullable Instant limitEnd(HttpHeaders headers) {
        return headers.firstValue("X-Bapi-Limit-Reset-Timestamp")
                .filter(millis -> millis.matches("[0-9]{1,15}"))
                .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)))
                .orElse(null);
    }
}
