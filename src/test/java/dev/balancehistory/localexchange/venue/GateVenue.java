package dev.balancehistory.localexchange.venue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Gate: HMAC-SHA512 in hex over lines, with a time in seconds that may be off by 60 s.
 *
 * <p>A missing header counts as a wrong one. No limit is published on its page.
 */
final class GateVenue implements Rules {

    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Window WINDOW = new Window(LIFE, LIFE.plusSeconds(1));

    @Override
    public String mainWallet() {
        return "spot";
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.balances("GET", "/api/v4/spot/accounts", GateVenue::accounts, "spot"));
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                new Fault(401, "REQUEST_EXPIRED", "gap between request Timestamp and server time exceeds 60"),
                new Fault(401, "INVALID_KEY", "Invalid key provided"),
                new Fault(401, "INVALID_SIGNATURE", "Signature mismatch"),
                new Fault(403, "IP_FORBIDDEN", "Request IP not in whitelist"),
                new Fault(403, "FORBIDDEN", "Request forbidden"),
                new Fault(403, "READ_ONLY", "Request API key is read-only"),
                new Fault(403, "ACCOUNT_LOCKED", "Account is locked"),
                new Fault(400, "INVALID_PARAM_VALUE", "Invalid parameter value"),
                new Fault(429, "TOO_MANY_REQUESTS", "Request Rate limit Exceeded"),
                new Fault(500, "INTERNAL", "Internal error"),
                new Fault(500, "SERVER_ERROR", "Internal server error"),
                new Fault(500, "TOO_BUSY", "Too busy at the moment"));
    }

    @Override
    public Shown shown(Call call) {
        return Shown.of(call.header("key"), call.header("sign"), call.header("timestamp"), "");
    }

    @Override
    public void check(Call call, VenueAccount account, Instant now) throws Rejected {
        long seconds = Window.number(call.header("timestamp"))
                .filter(number -> number < 100_000_000_000L)
                .orElse(0L);
        Rejected.unless(
                WINDOW.contains(Instant.ofEpochSecond(seconds), now.truncatedTo(ChronoUnit.SECONDS)),
                "REQUEST_EXPIRED");
        Rejected.unless(signedBy(account, call), "INVALID_SIGNATURE");
    }

    @Override
    public boolean signedBy(VenueAccount account, Call call) {
        String text = String.join(
                "\n",
                call.method(),
                call.path(),
                Call.decoded(call.query()),
                Macs.hex(Macs.digest("SHA-512", call.body())),
                call.header("timestamp"));
        return Macs.same(Macs.hex(Macs.hmac("SHA512", account.secret(), text)), call.header("sign"));
    }

    @Override
    public String unknownKey() {
        return "INVALID_KEY";
    }

    @Override
    public String denied() {
        return "FORBIDDEN";
    }

    @Override
    public String badRequest() {
        return "INVALID_PARAM_VALUE";
    }

    @Override
    public String body(Fault fault, Instant now) {
        return Json.texts("label", fault.code(), "message", fault.message());
    }

    private static String accounts(Visit visit) {
        return Json.array(
                visit.listed(),
                asset -> Json.object(
                        "currency", Json.text(asset.currency()),
                        "available", Json.text(asset.available()),
                        "locked", Json.text(asset.held()),
                        "update_id", "98"));
    }
}
