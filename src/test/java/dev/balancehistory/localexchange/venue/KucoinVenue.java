package dev.balancehistory.localexchange.venue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * KuCoin: HMAC-SHA256 in base64 with a passphrase that is signed too, by keys of version 2 or 3.
 *
 * <p>The window is not published: 5 s here. The wallets of a response are the types of its rows.
 */
final class KucoinVenue implements Rules {

    private static final HeaderSigning SIGNING = new HeaderSigning("kc-api-");
    private static final Window WINDOW = Window.around(Duration.ofSeconds(5));

    @Override
    public String mainWallet() {
        return "main";
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.balances("GET", "/api/v1/accounts", KucoinVenue::accounts, "main", "trade", "margin")
                        .weighing(5),
                Endpoint.key("GET", "/api/v1/user/api-key", KucoinVenue::key),
                Endpoint.time("/api/v1/timestamp", visit -> success(Long.toString(visit.millis()))));
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                new Fault(401, "400001", "Please check the header of your request for KC-API-* headers."),
                new Fault(400, "400002", "KC-API-TIMESTAMP Invalid"),
                new Fault(401, "400003", "KC-API-KEY not exists"),
                new Fault(401, "400004", "KC-API-PASSPHRASE error"),
                new Fault(401, "400005", "Signature error"),
                new Fault(401, "400006", "The requested ip address is not in the api whitelist"),
                new Fault(403, "400007", "Access denied, the API key lacks the right General"),
                new Fault(403, "411100", "User is frozen"),
                new Fault(400, "400100", "Parameter error"),
                new Fault(429, "429000", "Too Many Requests"),
                new Fault(200, "500000", "Internal Server Error"));
    }

    @Override
    public List<Limit> limits() {
        return List.of(Limit.within(Limit.Scope.KEY, 2_000, Duration.ofSeconds(30), "429000"));
    }

    @Override
    public Shown shown(Call call) {
        return SIGNING.shown(call);
    }

    @Override
    public void checkForm(Call call) throws Rejected {
        boolean complete = !SIGNING.key(call).isEmpty()
                && !SIGNING.sign(call).isEmpty()
                && !SIGNING.timestamp(call).isEmpty()
                && !SIGNING.passphrase(call).isEmpty();
        Rejected.unless(complete, "400001");
        // Without a version the passphrase would go unsigned, as keys of version 1 did.
        Rejected.unless(call.header("kc-api-key-version").matches("[23]"), "400001");
    }

    @Override
    public void check(Call call, VenueAccount account, Instant now) throws Rejected {
        Rejected.unless(WINDOW.containsMillis(SIGNING.timestamp(call), now), "400002");
        Rejected.unless(signedBy(account, call), "400005");
        String passphrase = Macs.base64(Macs.hmac("SHA256", account.secret(), account.passphrase()));
        Rejected.unless(Macs.same(passphrase, SIGNING.passphrase(call)), "400004");
    }

    @Override
    public boolean signedBy(VenueAccount account, Call call) {
        return SIGNING.signedBy(account, call);
    }

    @Override
    public String unknownKey() {
        return "400003";
    }

    @Override
    public String denied() {
        return "400007";
    }

    @Override
    public String badRequest() {
        return "400100";
    }

    @Override
    public String body(Fault fault, Instant now) {
        return Json.texts("code", fault.code(), "msg", fault.message());
    }

    private static String success(String data) {
        return Json.object("code", Json.text("200000"), "data", data);
    }

    private static String accounts(Visit visit) {
        return success(Json.array(
                visit.listed(),
                asset -> Json.texts(
                        "id", Integer.toString(visit.listed().indexOf(asset) + 1),
                        "currency", asset.currency(),
                        "type", asset.wallet(),
                        "balance", asset.total(),
                        "available", asset.available(),
                        "holds", asset.held())));
    }

    private static String key(Visit visit) {
        List<String> permissions = visit.permissions().stream()
                .sorted()
                .map(permission -> switch (permission) {
                    case READ -> "General";
                    case TRADE -> "Spot";
                    case WITHDRAW -> "Withdrawal";
                })
                .toList();
        return success(Json.object(
                "remark", Json.text("balance history"),
                "apiKey", Json.text(visit.account().key()),
                "apiVersion", "3",
                "permission", Json.text(String.join(",", permissions)),
                "ipWhitelist", Json.text(""),
                "isMaster", "true"));
    }
}
