package dev.balancehistory.localexchange.venue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Bitget: OKX's signature with a time in milliseconds, and an own time in each body.
 *
 * <p>The window is not published: 30 s here. A missing header counts as a wrong one.
 */
final class BitgetVenue implements Rules {

    private static final HeaderSigning SIGNING = new HeaderSigning("access-");
    private static final Window WINDOW = Window.around(Duration.ofSeconds(30));

    @Override
    public String mainWallet() {
        return "spot";
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.balances("GET", "/api/v2/spot/account/assets", BitgetVenue::assets, "spot")
                .selecting(Endpoint.Selection.HELD));
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                new Fault(400, "40004", "Request timestamp expired"),
                new Fault(400, "40005", "Invalid ACCESS_TIMESTAMP"),
                new Fault(400, "40008", "Request timestamp expired"),
                new Fault(400, "40006", "Invalid ACCESS_KEY"),
                new Fault(400, "40009", "sign signature error"),
                new Fault(400, "40012", "apikey/password is incorrect"),
                new Fault(400, "40014", "Incorrect permissions"),
                new Fault(400, "40018", "Invalid IP"),
                new Fault(400, "40037", "Apikey does not exist"),
                new Fault(400, "400", "Parameter verification failed"),
                new Fault(429, "429", "Too Many Requests"),
                new Fault(200, "40200", "Server upgrade, please try again later"));
    }

    @Override
    public List<Limit> limits() {
        return List.of(Limit.within(Limit.Scope.KEY, 10, Duration.ofSeconds(1), "429"));
    }

    @Override
    public Shown shown(Call call) {
        return SIGNING.shown(call);
    }

    @Override
    public void checkForm(Call call) throws Rejected {
        Rejected.unless(!SIGNING.key(call).isEmpty(), "40006");
    }

    @Override
    public void check(Call call, VenueAccount account, Instant now) throws Rejected {
        String timestamp = SIGNING.timestamp(call);
        Rejected.unless(Window.number(timestamp).isPresent(), "40005");
        Rejected.unless(WINDOW.containsMillis(timestamp, now), "40008");
        Rejected.unless(signedBy(account, call), "40009");
        Rejected.unless(Macs.same(account.passphrase(), SIGNING.passphrase(call)), "40012");
    }

    @Override
    public boolean signedBy(VenueAccount account, Call call) {
        return SIGNING.signedBy(account, call);
    }

    @Override
    public String unknownKey() {
        return "40037";
    }

    @Override
    public String denied() {
        return "40014";
    }

    @Override
    public String badRequest() {
        return "400";
    }

    @Override
    public String body(Fault fault, Instant now) {
        return envelope(fault.code(), fault.message(), now, "null");
    }

    private static String envelope(String code, String message, Instant now, String data) {
        return Json.object(
                "code", Json.text(code),
                "msg", Json.text(message),
                "requestTime", Long.toString(now.toEpochMilli()),
                "data", data);
    }

    private static String assets(Visit visit) {
        String data = Json.array(
                visit.listed(),
                asset -> Json.texts(
                        "coin", asset.currency(),
                        "available", asset.available(),
                        "frozen", asset.heldInTwo().get(0),
                        "locked", asset.heldInTwo().get(1),
                        "limitAvailable", "0",
                        "uTime", Long.toString(visit.millis() - 10_000)));
        return envelope("00000", "success", visit.now(), data);
    }
}
