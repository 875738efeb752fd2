package dev.balancehistory.localexchange.venue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Bitstamp: HMAC-SHA256 in hex over key, method, host, path, nonce and time of a POST without a body.
 *
 * <p>The window is not published: 150 s here.
 */
final class BitstampVenue implements Rules {

    private static final String SCHEME = "BITSTAMP ";
    private static final String INVALID_NONCE = "API0004";
    private static final String INVALID_SIGNATURE = "API0005";
    private static final Window WINDOW = Window.around(Duration.ofSeconds(150));

    @Override
    public String mainWallet() {
        return "spot";
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.balances("POST", "/api/v2/account_balances/", BitstampVenue::balances, "spot"));
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                new Fault(403, "API0017", "Timestamp out of range"),
                new Fault(403, "API0001", "API key not found"),
                new Fault(403, "API0002", "IP address not allowed"),
                new Fault(403, "API0003", "No permission found"),
                new Fault(403, INVALID_NONCE, "Invalid nonce"),
                new Fault(403, INVALID_SIGNATURE, "Invalid signature"),
                new Fault(403, "API0006", "Your account is frozen"),
                new Fault(403, "API0008", "Missing or malformed header"),
                new Fault(403, "API0011", "API key is not active"),
                new Fault(400, "400", "Malformed request"),
                new Fault(429, "429", "Too many requests"),
                new Fault(500, "500", "Internal error"));
    }

    @Override
    public Shown shown(Call call) {
        String auth = call.header("x-auth");
        return Shown.of(
                auth.startsWith(SCHEME) ? auth.substring(SCHEME.length()) : "",
                call.header("x-auth-signature"),
                call.header("x-auth-timestamp"),
                call.header("x-auth-nonce"));
    }

    @Override
    public void checkForm(Call call) throws Rejected {
        Rejected.unless(call.header("x-auth").startsWith(SCHEME), "API0008");
        Rejected.unless(call.header("x-auth-version").equals("v2"), "API0008");
        Rejected.unless(KoreanRows.uuid(call.header("x-auth-nonce")), "API0008");
        Rejected.unless(!call.header("x-auth-signature").isEmpty(), "API0008");
        Rejected.unless(!call.header("x-auth-timestamp").isEmpty(), "API0008");
    }

    @Override
    public void check(Call call, VenueAccount account, Instant now) throws Rejected {
        Rejected.unless(WINDOW.containsMillis(call.header("x-auth-timestamp"), now), "API0017");
        Rejected.unless(signedBy(account, call), INVALID_SIGNATURE);
        Rejected.unless(account.use(call.header("x-auth-nonce")), INVALID_NONCE);
        // A content type without a body would be signed as none.
        Rejected.unless(call.body().isEmpty() && call.header("content-type").isEmpty(), badRequest());
    }

    @Override
    public boolean signedBy(VenueAccount account, Call call) {
        return call.hosts().stream()
                .map(host -> text(account, call, host))
                .map(text -> Macs.hex(Macs.hmac("SHA256", account.secret(), text)))
                .anyMatch(expected -> Macs.same(expected, call.header("x-auth-signature")));
    }

    private static String text(VenueAccount account, Call call, String host) {
        return SCHEME + account.key() + call.method() + host + call.path() + call.query()
                + (call.body().isEmpty() ? "" : call.header("content-type"))
                + call.header("x-auth-nonce") + call.header("x-auth-timestamp") + "v2" + call.body();
    }

    @Override
    public String unknownKey() {
        return "API0001";
    }

    @Override
    public String denied() {
        return "API0003";
    }

    @Override
    public String badRequest() {
        return "400";
    }

    @Override
    public String body(Fault fault, Instant now) {
        return Json.texts("status", "error", "reason", fault.message(), "code", fault.code());
    }

    private static String balances(Visit visit) {
        return Json.array(
                visit.listed(),
                asset -> Json.texts(
                        "currency", asset.currency(),
                        "total", asset.total(),
                        "available", asset.available(),
                        "reserved", asset.held()));
    }
}
