package dev.balancehistory.localexchange.venue;

import java.time.Instant;
import java.util.List;

/**
 * MEXC: Binance's signature under another header, in lower-case hex.
 *
 * <p>The documents name no fault for a missing parameter: it counts as a wrong time or signature here.
 */
final class MexcVenue implements Rules {

    @Override
    public String mainWallet() {
        return "spot";
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.balances("GET", "/api/v3/account", MexcVenue::account, "spot")
                        .requiring("timestamp", "\\d+")
                        .requiring("signature", ".+")
                        .allowing("recvWindow", "\\d+"),
                Endpoint.time("/api/v3/time", visit -> Json.object("serverTime", Long.toString(visit.millis()))));
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                new Fault(400, "700003", "Timestamp for this request is outside of the recvWindow."),
                new Fault(400, "700002", "Signature for this request is not valid."),
                new Fault(403, "700007", "No permission to access the endpoint."),
                new Fault(401, "701", "API key is not valid for this action."),
                new Fault(401, "402", "API key expired or unknown."),
                new Fault(401, "406", "IP address is not in the list of the API key."),
                new Fault(429, "429", "Too many requests."),
                new Fault(429, "510", "Excessive frequency of requests."),
                new Fault(400, "400", "Malformed parameter."),
                new Fault(500, "500", "Internal error."));
    }

    @Override
    public Shown shown(Call call) {
        return Shown.of(call.header("x-mexc-apikey"), call.parameter("signature"), call.parameter("timestamp"), "");
    }

    @Override
    public void check(Call call, VenueAccount account, Instant now) throws Rejected {
        Window window = QuerySigning.window(call);
        Rejected.unless(window != null, badRequest());
        Rejected.unless(window.containsMillis(call.parameter("timestamp"), now), "700003");
        Rejected.unless(signedBy(account, call), "700002");
    }

    @Override
    public boolean signedBy(VenueAccount account, Call call) {
        String expected = Macs.hex(Macs.hmac("SHA256", account.secret(), QuerySigning.text(call)));
        return QuerySigning.last(call) && Macs.same(expected, call.parameter("signature"));
    }

    @Override
    public String unknownKey() {
        return "402";
    }

    @Override
    public String denied() {
        return "700007";
    }

    @Override
    public String badRequest() {
        return "400";
    }

    @Override
    public String body(Fault fault, Instant now) {
        return Json.object("code", fault.code(), "msg", Json.text(fault.message()));
    }

    private static String account(Visit visit) {
        return Json.object(
                "canTrade", "false",
                "updateTime", "null",
                "accountType", Json.text("SPOT"),
                "balances",
                        Json.array(
                                visit.listed(),
                                asset -> Json.texts(
                                        "asset", asset.currency(),
                                        "free", asset.available(),
                                        "locked", asset.held())),
                "permissions", "[\"SPOT\"]");
    }
}
