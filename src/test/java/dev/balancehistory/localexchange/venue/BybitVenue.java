package dev.balancehistory.localexchange.venue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Bybit: HMAC-SHA256 over time, key, window and query; failures with HTTP 200 and an own time in each body.
 *
 * <p>A missing header counts as a wrong one.
 */
final class BybitVenue implements Rules {

    private static final String WINDOW = "x-bapi-recv-window";

    @Override
    public String mainWallet() {
        return "unified";
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.balances("GET", "/v5/account/wallet-balance", BybitBodies::unified, "unified")
                        .requiring("accountType", "UNIFIED")
                        .selecting(Endpoint.Selection.HELD),
                Endpoint.balances(
                                "GET",
                                "/v5/asset/transfer/query-account-coins-balance",
                                BybitBodies::funding,
                                "funding")
                        .requiring("accountType", "FUND")
                        .selecting(Endpoint.Selection.HELD),
                Endpoint.key("GET", "/v5/user/query-api", BybitBodies::key),
                Endpoint.time("/v5/market/time", BybitBodies::time));
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                new Fault(200, "10002", "invalid request, please check your server timestamp or recv_window param"),
                new Fault(200, "-1", "invalid request time"),
                new Fault(200, "10003", "API key is invalid."),
                new Fault(200, "10004", "error sign! please check your signature generation algorithm."),
                new Fault(200, "10007", "User authentication failed."),
                new Fault(200, "10005", "Permission denied, please check your API key permissions."),
                new Fault(200, "10010", "Unmatched IP, please check your API key's bound IP addresses."),
                new Fault(200, "10009", "IP has been banned."),
                new Fault(200, "10024", "Compliance rules triggered."),
                new Fault(200, "10006", "Too many visits. Exceeded the API Rate Limit."),
                new Fault(200, "429", "The system level frequency protection.").named("200 429"),
                new Fault(200, "10429", "System level frequency protection."),
                new Fault(200, "10000", "Server Timeout"),
                new Fault(200, "10016", "Server error."),
                new Fault(200, "10001", "Request parameter error."),
                new Fault(200, "10017", "Route not found."),
                new Fault(200, "10028", "The API can only be accessed by unified account users."),
                new Fault(429, "429", "Too many requests"),
                Fault.page("403", 403, "403 Forbidden: access too frequent"));
    }

    @Override
    public List<Limit> limits() {
        return List.of(
                Limit.within(Limit.Scope.IP, 600, Duration.ofSeconds(5), "403")
                        .banning("403", Duration.ofMinutes(10), 0),
                of(50, "/v5/account/wallet-balance"),
                of(5, "/v5/asset/transfer/query-account-coins-balance"),
                of(10, "/v5/user/query-api"));
    }

    private static Limit of(int perSecond, String path) {
        return Limit.within(Limit.Scope.KEY, perSecond, Duration.ofSeconds(1), "10006")
                .covering(endpoint -> endpoint.path().equals(path));
    }

    @Override
    public Map<String, String> usage(Limit.Use use) {
        return use.limit().scope() == Limit.Scope.IP
                ? Map.of()
                : Map.of(
                        "X-Bapi-Limit", Integer.toString(use.limit().ceiling()),
                        "X-Bapi-Limit-Status", Integer.toString(use.left()),
                        "X-Bapi-Limit-Reset-Timestamp", Long.toString(use.now().toEpochMilli()));
    }

    @Override
    public Shown shown(Call call) {
        return Shown.of(call.header("x-bapi-api-key"), call.header("x-bapi-sign"), call.header("x-bapi-timestamp"), "");
    }

    @Override
    public void check(Call call, VenueAccount account, Instant now) throws Rejected {
        String text = call.header(WINDOW).isEmpty() ? "5000" : call.header(WINDOW);
        long window = Window.number(text).orElseThrow(() -> new Rejected("10002"));
        Rejected.unless(
                new Window(Duration.ofMillis(window), Duration.ofSeconds(1))
                        .containsMillis(call.header("x-bapi-timestamp"), now),
                "10002");
        Rejected.unless(signedBy(account, call), "10004");
    }

    @Override
    public boolean signedBy(VenueAccount account, Call call) {
        String text = call.header("x-bapi-timestamp") + account.key() + call.header(WINDOW) + call.query();
        return Macs.same(Macs.hex(Macs.hmac("SHA256", account.secret(), text)), call.header("x-bapi-sign"));
    }

    @Override
    public String unknownKey() {
        return "10003";
    }

    @Override
    public String denied() {
        return "10005";
    }

    @Override
    public String badRequest() {
        return "10001";
    }

    @Override
    public String body(Fault fault, Instant now) {
        return BybitBodies.envelope(fault.code(), fault.message(), "{}", now);
    }
}
