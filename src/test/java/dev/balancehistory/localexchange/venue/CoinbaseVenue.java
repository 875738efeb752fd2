package dev.balancehistory.localexchange.venue;

import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Coinbase: a JWT for one method, host and path, signed with ES256 or EdDSA, and accounts in pages.
 *
 * <p>A clock may be off by the life of a token. A token is for one use, since each request needs a new one.
 */
final class CoinbaseVenue implements Rules {

    private static final String UNAUTHORIZED = "401";
    private static final long LIFE_SECONDS = 120;
    private static final int DEFAULT_LIMIT = 49;
    private static final String CURSOR = "page-";

    @Override
    public String mainWallet() {
        return "spot";
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.balances("GET", "/api/v3/brokerage/accounts", CoinbaseVenue::accounts, "spot")
                        .allowing("limit", "[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|250")
                        .allowing("cursor", CURSOR + "\\d{1,6}")
                        .selecting(CoinbaseVenue::page),
                Endpoint.key("GET", "/api/v3/brokerage/key_permissions", CoinbaseVenue::permissions),
                Endpoint.time("/api/v3/brokerage/time", CoinbaseVenue::time));
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                new Fault(401, UNAUTHORIZED, "Unauthorized"),
                new Fault(403, "PERMISSION_DENIED", "Missing required scopes"),
                new Fault(400, "INVALID_ARGUMENT", "Invalid argument"),
                new Fault(429, "rate_limit_exceeded", "Too many requests"),
                new Fault(429, "RESOURCE_EXHAUSTED", "Too many requests"),
                new Fault(500, "INTERNAL", "Internal server error"),
                new Fault(503, "UNAVAILABLE", "Service unavailable"));
    }

    @Override
    public List<Limit> limits() {
        return List.of(
                Limit.within(Limit.Scope.KEY, 10_000, Duration.ofHours(1), "RESOURCE_EXHAUSTED"),
                Limit.within(Limit.Scope.KEY, 30, Duration.ofSeconds(1), "rate_limit_exceeded"));
    }

    @Override
    public Map<String, String> usage(Limit.Use use) {
        return Map.of(
                "x-ratelimit-limit", Integer.toString(use.limit().ceiling()),
                "x-ratelimit-remaining", Integer.toString(use.left()),
                "x-ratelimit-reset", Long.toString(use.limit().window().toSeconds()));
    }

    @Override
    public Shown shown(Call call) {
        return Jwt.of(call)
                .map(token -> Shown.of(
                        token.text("sub"),
                        token.signature(),
                        token.number("nbf").map(String::valueOf).orElse(""),
                        token.header().get("nonce") instanceof String nonce ? nonce : ""))
                .orElse(Shown.NOTHING);
    }

    @Override
    public void check(Call call, VenueAccount account, Instant now) throws Rejected {
        Jwt token = Jwt.of(call).orElseThrow(() -> new Rejected(UNAUTHORIZED));
        Rejected.unless(signedBy(account, call), UNAUTHORIZED);
        Rejected.unless(account.key().equals(token.header().get("kid")), UNAUTHORIZED);
        Rejected.unless(token.text("iss").equals("cdp"), UNAUTHORIZED);
        Rejected.unless(live(token, now.getEpochSecond()), UNAUTHORIZED);
        Rejected.unless(
                call.hosts().stream()
                        .map(host -> call.method() + " " + host + call.path())
                        .anyMatch(token.text("uri")::equals),
                UNAUTHORIZED);
        String nonce = token.header().get("nonce") instanceof String text ? text : "";
        Rejected.unless(nonce.matches("[0-9a-f]{16,64}") && account.use(nonce), UNAUTHORIZED);
    }

    private static boolean live(Jwt token, long now) {
        long from = token.number("nbf").orElse(Long.MAX_VALUE);
        long to = token.number("exp").orElse(Long.MIN_VALUE);
        return from <= now + LIFE_SECONDS && now < to && to <= from + LIFE_SECONDS;
    }

    @Override
    public boolean signedBy(VenueAccount account, Call call) {
        PrivateKey key = PrivateKeys.of(account.secret());
        return Jwt.of(call).filter(token -> signedBy(key, token)).isPresent();
    }

    private static boolean signedBy(PrivateKey key, Jwt token) {
        if (key instanceof ECPrivateKey ec) {
            byte[] signature = Base64.getUrlDecoder().decode(token.signature());
            return token.is("ES256")
                    && Jwt.encoded(signature).equals(token.signature())
                    && PrivateKeys.es256Verified(ec, token.signedText(), signature);
        }
        return token.is("EdDSA")
                && Macs.same(Jwt.encoded(PrivateKeys.ed25519(key, token.signedText())), token.signature());
    }

    @Override
    public String unknownKey() {
        return UNAUTHORIZED;
    }

    @Override
    public String denied() {
        return "PERMISSION_DENIED";
    }

    @Override
    public String badRequest() {
        return "INVALID_ARGUMENT";
    }

    @Override
    public String body(Fault fault, Instant now) {
        return fault.code().equals(UNAUTHORIZED)
                ? fault.message() + "\n"
                : Json.texts("error", fault.code(), "error_details", fault.message(), "message", fault.message());
    }

    private static List<Asset> page(Call call, List<Asset> all) {
        int start = Math.min(start(call), all.size());
        String limit = call.parameter("limit");
        int size = limit.isEmpty() ? DEFAULT_LIMIT : Integer.parseInt(limit);
        return all.subList(start, Math.min(all.size(), start + size));
    }

    private static int start(Call call) {
        String cursor = call.parameter("cursor");
        return cursor.isEmpty() ? 0 : Integer.parseInt(cursor.substring(CURSOR.length()));
    }

    private static String accounts(Visit visit) {
        int next = start(visit.call()) + visit.listed().size();
        return Json.object(
                "accounts", Json.array(visit.listed(), CoinbaseVenue::row),
                "has_next", Boolean.toString(visit.more()),
                "cursor", Json.text(visit.more() ? CURSOR + next : ""),
                "size", Integer.toString(visit.listed().size()));
    }

    private static String row(Asset asset) {
        return Json.object(
                "uuid",
                        Json.text(UUID.nameUUIDFromBytes(Macs.digest("SHA-256", asset.toString()))
                                .toString()),
                "name", Json.text(asset.currency() + " Wallet"),
                "currency", Json.text(asset.currency()),
                "available_balance", Json.texts("value", asset.available(), "currency", asset.currency()),
                "default", "true",
                "active", "true",
                "type", Json.text("ACCOUNT_TYPE_CRYPTO"),
                "ready", "true",
                "hold", Json.texts("value", asset.held(), "currency", asset.currency()));
    }

    private static String permissions(Visit visit) {
        return Json.object(
                "can_view", Boolean.toString(visit.may(Permission.READ)),
                "can_trade", Boolean.toString(visit.may(Permission.TRADE)),
                "can_transfer", Boolean.toString(visit.may(Permission.WITHDRAW)),
                "portfolio_uuid", Json.text("11111111-2222-4333-8444-555555555555"));
    }

    private static String time(Visit visit) {
        return Json.texts(
                "iso", visit.now().toString(),
                "epochSeconds", Long.toString(visit.now().getEpochSecond()),
                "epochMillis", Long.toString(visit.millis()));
    }
}
