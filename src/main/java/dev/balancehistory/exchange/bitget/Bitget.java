package dev.balancehistory.exchange.bitget;

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
import dev.balancehistory.exchange.http.Request;
import java.time.Duration;

/** The exchange Bitget, by its public API documents: the spot wallet of accounts that are not unified. */
public final class Bitget {
    private static final Duration WINDOW = Duration.ofSeconds(30);

    private static final FaultTable FAULTS = FaultTable.EMPTY
            .code("40004", CLOCK_REJECTED, "")
            .code("40005", CLOCK_REJECTED, "")
            .code("40008", CLOCK_REJECTED, "")
            .code("40006", CREDENTIALS_REJECTED, "check the key")
            .code("40009", CREDENTIALS_REJECTED, "check the secret; RSA keys are not supported")
            .code("40012", CREDENTIALS_REJECTED, "check the passphrase, which was chosen when the key was created")
            .code("40014", CREDENTIALS_REJECTED, "the key lacks the right to read the spot account")
            .code("40018", CREDENTIALS_REJECTED, "this machine's IP address is not on the key's list")
            .code("40037", CREDENTIALS_REJECTED, "the key does not exist; check it, or create a new one")
            .code("40200", TRANSIENT, "")
            .code(
                    "40085",
                    CREDENTIALS_REJECTED,
                    "the account is unified, which is not supported; use a classic sub-account")
            .http(429, RATE_LIMITED, "other programs use this user's limit too");

    private Bitget() {}

    /** Returns the declaration of the exchange. */
    public static Adapter adapter() {
        return Adapter.named("bitget", "https://api.bitget.com")
                .wallet(BitgetBody.SPOT, Request.get("/api/v2/spot/account/assets"))
                .signedBy(Bitget::signed)
                .readBy(new JsonReader("bitget/1", BitgetBody::read))
                .faults(FAULTS)
                .limit(Scope.KEY, 10, Duration.ofSeconds(1))
                .clock(ClockSource.HTTP_DATE.andInBody())
                .window(WINDOW, WINDOW)
                .passphrase()
                .unverified("the time window of 30 s", Observation.NONE)
                .unverified("the code 40085", Observation.NONE)
                .build();
    }

    static Request signed(Request request, Credentials credentials, Moment moment) {
        String time = Long.toString(moment.millis());
        String text = time + request.method() + request.pathWithQuery() + request.body();
        return request.header("ACCESS-KEY", credentials.apiKey())
                .header("ACCESS-TIMESTAMP", time)
                .header("ACCESS-PASSPHRASE", credentials.passphrase())
                .header("ACCESS-SIGN", Hmac.SHA256.base64(credentials.apiSecret(), text));
    }
}
