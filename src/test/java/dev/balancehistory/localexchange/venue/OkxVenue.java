package dev.balancehistory.localexchange.venue;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;

/** OKX: HMAC-SHA256 in base64 with an ISO time and a passphrase, a trading and a funding account. */
final class OkxVenue implements Rules {

    private static final HeaderSigning SIGNING = new HeaderSigning("ok-access-");
    private static final Pattern ISO = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    private static final Window WINDOW = Window.around(Duration.ofSeconds(30));

    @Override
    public String mainWallet() {
        return "trading";
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.balances("GET", "/api/v5/account/balance", OkxVenue::trading, "trading")
                        .selecting(Endpoint.Selection.HELD),
                Endpoint.balances("GET", "/api/v5/asset/balances", OkxVenue::funding, "funding")
                        .selecting(Endpoint.Selection.HELD),
                Endpoint.key("GET", "/api/v5/account/config", OkxVenue::config),
                Endpoint.time(
                        "/api/v5/public/time",
                        visit -> success("[" + Json.texts("ts", Long.toString(visit.millis())) + "]")));
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                new Fault(401, "50102", "Timestamp request expired"),
                new Fault(401, "50112", "Invalid OK-ACCESS-TIMESTAMP"),
                new Fault(401, "50103", "Request header OK-ACCESS-KEY cannot be empty"),
                new Fault(401, "50104", "Request header OK-ACCESS-PASSPHRASE cannot be empty"),
                new Fault(401, "50105", "Request header OK-ACCESS-PASSPHRASE incorrect"),
                new Fault(401, "50106", "Request header OK-ACCESS-SIGN cannot be empty"),
                new Fault(401, "50107", "Request header OK-ACCESS-TIMESTAMP cannot be empty"),
                new Fault(401, "50111", "Invalid OK-ACCESS-KEY"),
                new Fault(401, "50113", "Invalid Sign"),
                new Fault(401, "50114", "Invalid authorization"),
                new Fault(401, "50110", "Your IP is not included in your API key's IP whitelist"),
                new Fault(401, "50101", "API key does not match current environment"),
                new Fault(401, "50100", "API frozen, please contact customer service"),
                new Fault(401, "50030", "You don't have permission to use this API endpoint"),
                new Fault(401, "50120", "This API key doesn't have permission to use this function"),
                new Fault(429, "50011", "Too Many Requests"),
                new Fault(429, "50061", "The maximum order request rate is exceeded"),
                new Fault(200, "50001", "Service temporarily unavailable. Try again later"),
                new Fault(400, "50004", "API endpoint request timeout"),
                new Fault(200, "50005", "API is offline or unavailable"),
                new Fault(429, "50013", "Systems are busy. Please try again later"),
                new Fault(200, "50026", "System error. Try again later"),
                new Fault(400, "51000", "Parameter error"));
    }

    @Override
    public List<Limit> limits() {
        return List.of(
                Limit.within(Limit.Scope.KEY, 10, Duration.ofSeconds(2), "50011")
                        .covering(endpoint -> endpoint.wallets().contains("trading")),
                Limit.within(Limit.Scope.KEY, 6, Duration.ofSeconds(1), "50011")
                        .covering(endpoint -> endpoint.wallets().contains("funding")));
    }

    @Override
    public Shown shown(Call call) {
        return SIGNING.shown(call);
    }

    @Override
    public void checkForm(Call call) throws Rejected {
        Rejected.unless(!SIGNING.key(call).isEmpty(), "50103");
        Rejected.unless(!SIGNING.passphrase(call).isEmpty(), "50104");
        Rejected.unless(!SIGNING.sign(call).isEmpty(), "50106");
        Rejected.unless(!SIGNING.timestamp(call).isEmpty(), "50107");
        // Keys here are for real trading.
        Rejected.unless(!call.header("x-simulated-trading").equals("1"), "50101");
    }

    @Override
    public void check(Call call, VenueAccount account, Instant now) throws Rejected {
        Rejected.unless(WINDOW.contains(time(SIGNING.timestamp(call)), now), "50102");
        Rejected.unless(signedBy(account, call), "50113");
        Rejected.unless(Macs.same(account.passphrase(), SIGNING.passphrase(call)), "50105");
    }

    private static Instant time(String timestamp) throws Rejected {
        Rejected.unless(ISO.matcher(timestamp).matches(), "50112");
        try {
            return Instant.parse(timestamp);
        } catch (DateTimeParseException noSuchDay) {
            throw new Rejected("50112");
        }
    }

    @Override
    public boolean signedBy(VenueAccount account, Call call) {
        return SIGNING.signedBy(account, call);
    }

    @Override
    public String unknownKey() {
        return "50111";
    }

    @Override
    public String denied() {
        return "50120";
    }

    @Override
    public String badRequest() {
        return "51000";
    }

    @Override
    public String body(Fault fault, Instant now) {
        return Json.object("code", Json.text(fault.code()), "msg", Json.text(fault.message()), "data", "[]");
    }

    private static String success(String data) {
        return Json.object("code", Json.text("0"), "msg", Json.text(""), "data", data);
    }

    private static String trading(Visit visit) {
        String changed = Long.toString(visit.millis() - 10_000);
        String details = Json.array(
                visit.listed(),
                asset -> Json.texts(
                        "ccy", asset.currency(),
                        "cashBal", asset.total(),
                        "availBal", asset.available(),
                        "frozenBal", asset.held(),
                        "eq", asset.total(),
                        "availEq", asset.available(),
                        "liab", "",
                        "upl", "0",
                        "uTime", changed));
        String account = Json.object("totalEq", Json.text("1200.5"), "uTime", Json.text(changed), "details", details);
        return success("[" + account + "]");
    }

    private static String funding(Visit visit) {
        return success(Json.array(
                visit.listed(),
                asset -> Json.texts(
                        "ccy", asset.currency(),
                        "bal", asset.total(),
                        "availBal", asset.available(),
                        "frozenBal", asset.held())));
    }

    private static String config(Visit visit) {
        List<String> permissions = visit.permissions().stream()
                .sorted()
                .map(permission -> switch (permission) {
                    case READ -> "read_only";
                    case TRADE -> "trade";
                    case WITHDRAW -> "withdraw";
                })
                .toList();
        return success(
                "[" + Json.texts("uid", "1", "acctLv", "1", "perm", String.join(",", permissions), "ip", "") + "]");
    }
}
