package dev.balancehistory.localexchange.venue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Binance: HMAC-SHA256 or Ed25519 over query and body, a limit by weight for the IP address. */
final class BinanceVenue implements Rules {

    private static final String KEY_HEADER = "x-mbx-apikey";

    @Override
    public String mainWallet() {
        return "spot";
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                signed(Endpoint.balances("GET", "/api/v3/account", BinanceVenue::account, "spot"))
                        .allowing("omitZeroBalances", "true|false")
                        .selecting((call, assets) ->
                                call.parameter("omitZeroBalances").equals("true")
                                        ? Endpoint.Selection.HELD.of(call, assets)
                                        : assets)
                        .weighing(20),
                signed(Endpoint.balances("POST", "/sapi/v1/asset/get-funding-asset", BinanceVenue::funding, "funding"))
                        .selecting(Endpoint.Selection.HELD),
                signed(Endpoint.key("GET", "/sapi/v1/account/apiRestrictions", BinanceVenue::restrictions)),
                Endpoint.time("/api/v3/time", visit -> Json.object("serverTime", Long.toString(visit.millis()))));
    }

    private static Endpoint signed(Endpoint endpoint) {
        return endpoint.requiring("timestamp", "\\d+")
                .requiring("signature", ".+")
                .allowing("recvWindow", "\\d+");
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                new Fault(429, "-1003", "Too many requests; current limit is 6000 request weight per 1 MINUTE.")
                        .with("Retry-After", "60"),
                new Fault(418, "-1003", "Way too much request weight used; IP banned.")
                        .with("Retry-After", "120")
                        .named("418"),
                new Fault(400, "-1021", "Timestamp for this request is outside of the recvWindow."),
                new Fault(400, "-1022", "Signature for this request is not valid."),
                new Fault(401, "-2014", "API-key format invalid."),
                new Fault(401, "-2015", "Invalid API-key, IP, or permissions for action."),
                new Fault(401, "-1002", "You are not authorized to execute this request."),
                new Fault(400, "-1000", "An unknown error occurred while processing the request."),
                new Fault(500, "-1001", "Internal error; unable to process your request. Please try again."),
                new Fault(503, "-1006", "An unexpected response was received from the message bus."),
                new Fault(408, "-1007", "Timeout waiting for response from backend server."),
                new Fault(503, "-1008", "Server is currently overloaded with other requests."),
                new Fault(503, "-1016", "This service is no longer available."),
                new Fault(400, "-1100", "Illegal characters found in a parameter."),
                new Fault(400, "-1101", "Too many parameters sent for this endpoint."),
                new Fault(400, "-1102", "A mandatory parameter was not sent, was empty/null, or malformed."),
                Fault.page("403", 403, "403 Forbidden"));
    }

    @Override
    public List<Limit> limits() {
        return List.of(Limit.within(Limit.Scope.IP, 6_000, Duration.ofMinutes(1), "-1003")
                .banning("418", Duration.ofMinutes(2), 10));
    }

    @Override
    public Map<String, String> usage(Limit.Use use) {
        return Map.of("X-MBX-USED-WEIGHT-1M", Integer.toString(use.used()));
    }

    @Override
    public Shown shown(Call call) {
        return Shown.of(call.header(KEY_HEADER), call.parameter("signature"), call.parameter("timestamp"), "");
    }

    @Override
    public void checkForm(Call call) throws Rejected {
        Rejected.unless(!call.header(KEY_HEADER).isEmpty(), "-2014");
        Rejected.unless(!call.parameter("timestamp").isEmpty(), badRequest());
        Rejected.unless(!call.parameter("signature").isEmpty(), badRequest());
    }

    @Override
    public void check(Call call, VenueAccount account, Instant now) throws Rejected {
        Window window = QuerySigning.window(call);
        Rejected.unless(window != null, badRequest());
        Rejected.unless(window.containsMillis(call.parameter("timestamp"), now), "-1021");
        Rejected.unless(signedBy(account, call), "-1022");
    }

    @Override
    public boolean signedBy(VenueAccount account, Call call) {
        if (!QuerySigning.last(call)) {
            return false;
        }
        String text = QuerySigning.text(call);
        String signature = call.parameter("signature");
        if (PrivateKeys.pem(account.secret())) {
            byte[] expected = PrivateKeys.ed25519(PrivateKeys.of(account.secret()), text);
            return Macs.same(Macs.base64(expected), signature);
        }
        String expected = Macs.hex(Macs.hmac("SHA256", account.secret(), text));
        return Macs.same(expected, signature.toLowerCase(Locale.ROOT));
    }

    @Override
    public String unknownKey() {
        return "-2015";
    }

    @Override
    public String denied() {
        return "-2015";
    }

    @Override
    public String badRequest() {
        return "-1102";
    }

    @Override
    public String body(Fault fault, Instant now) {
        return Json.object("code", fault.code(), "msg", Json.text(fault.message()));
    }

    private static String account(Visit visit) {
        return Json.object(
                "makerCommission", "10",
                "canTrade", Boolean.toString(visit.may(Permission.TRADE)),
                "updateTime", Long.toString(visit.millis() - 86_400_000),
                "accountType", Json.text("SPOT"),
                "balances", Json.array(visit.listed(), BinanceVenue::spotRow),
                "permissions", "[\"SPOT\"]",
                "uid", "1");
    }

    static String spotRow(Asset asset) {
        return Json.texts(
                "asset", asset.currency(),
                "free", Asset.padded(asset.available(), 8),
                "locked", Asset.padded(asset.held(), 8));
    }

    private static String funding(Visit visit) {
        return Json.array(
                visit.listed(),
                asset -> Json.texts(
                        "asset", asset.currency(),
                        "free", Asset.padded(asset.available(), 8),
                        "locked", Asset.padded(asset.heldInTwo().get(0), 8),
                        "freeze", Asset.padded(asset.heldInTwo().get(1), 8),
                        "withdrawing", "0",
                        "btcValuation", "0"));
    }

    private static String restrictions(Visit visit) {
        return Json.object(
                "ipRestrict", "true",
                "createTime", "1698645219000",
                "enableReading", Boolean.toString(visit.may(Permission.READ)),
                "enableWithdrawals", Boolean.toString(visit.may(Permission.WITHDRAW)),
                "enableInternalTransfer", "false",
                "enableMargin", "false",
                "enableFutures", "false",
                "permitsUniversalTransfer", "false",
                "enableSpotAndMarginTrading", Boolean.toString(visit.may(Permission.TRADE)));
    }
}
