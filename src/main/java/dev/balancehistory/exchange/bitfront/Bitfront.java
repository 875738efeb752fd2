package dev.balancehistory.exchange.bitfront;

import dev.balancehistory.exchange.NoncePolicy;
import dev.balancehistory.exchange.RateLimits.Scope;
import dev.balancehistory.exchange.http.Adapter;
import dev.balancehistory.exchange.http.ClockSource;
import dev.balancehistory.exchange.http.Request;
import dev.balancehistory.process.Outcome;
import java.time.Duration;

/**
 * The exchange BITFRONT, by its public API documents ({@code GET /v1/account/balances}, {@code GET /v1/public/time}).
 */
public final class Bitfront {
    private static final NoncePolicy NONCES = new NoncePolicy(false, 2, Outcome.BUG, "");

    private Bitfront() {}

    /** Returns the declaration of the exchange. */
    public static Adapter adapter() {
        return Adapter.named("bitfront", "https://openapi.bitfront.me")
                .wallet("spot", Request.get("/v1/account/balances"))
                .signedBy(new RequestSigner())
                .readBy(new BitfrontReader())
                .faults(StatusCode::fault)
                .limit(Scope.KEY, 3, Duration.ofSeconds(1))
                .limit(Scope.KEY, 60, Duration.ofMinutes(1))
                .nonces(NONCES)
                .clock(new ClockSource("/v1/public/time", EnvelopeParser::responseTime, Duration.ZERO, true))
                .window(Duration.ofSeconds(1), Duration.ofSeconds(5))
                .build();
    }
}
