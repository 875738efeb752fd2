package dev.balancehistory.localexchange.venue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Kraken: HMAC-SHA512 with the decoded secret over path and hashed body, and a nonce that rises for the key.
 *
 * <p>A failure comes with HTTP 200. Five wrong signatures in a row lock the key for 15 minutes; the documents state
 * "several" and "minutes". A request without User-Agent has invalid arguments, since no fault is documented.
 */
final class KrakenVenue implements Rules {

    private static final String INVALID_KEY = "EAPI:Invalid key";
    private static final String INVALID_NONCE = "EAPI:Invalid nonce";
    private static final String INVALID_SIGNATURE = "EAPI:Invalid signature";
    private static final String INVALID_ARGUMENTS = "EGeneral:Invalid arguments";
    private static final String LOCKOUT = "EGeneral:Temporary lockout";
    private static final int FAILURES = 5;
    private static final Duration LOCK = Duration.ofMinutes(15);
    private static final BigInteger HIGHEST_NONCE = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final DateTimeFormatter RFC1123 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Override
    public String mainWallet() {
        return "spot";
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.balances("POST", "/0/private/BalanceEx", KrakenVenue::balances, "spot")
                        .requiring("nonce", "\\d+"),
                Endpoint.key("POST", "/0/private/GetApiKeyInfo", KrakenVenue::keyInfo)
                        .requiring("nonce", "\\d+"),
                Endpoint.time("/0/public/Time", KrakenVenue::time));
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                error(INVALID_NONCE),
                error(INVALID_KEY),
                error(INVALID_SIGNATURE),
                error("EGeneral:Permission denied"),
                error(LOCKOUT),
                error("EAPI:Rate limit exceeded"),
                error("EGeneral:Too many requests"),
                error("EService: Throttled"),
                error("EService:Throttled"),
                error("EService:Unavailable"),
                error("EService:Busy"),
                error("EGeneral:Internal error"),
                error("EDatabase:Internal error"),
                error(INVALID_ARGUMENTS));
    }

    private static Fault error(String text) {
        return new Fault(200, text, text);
    }

    @Override
    public List<Limit> limits() {
        return List.of(Limit.counter(Limit.Scope.KEY, 15, Duration.ofSeconds(3), "EAPI:Rate limit exceeded")
                .covering(endpoint -> endpoint.kind() != Kind.TIME));
    }

    @Override
    public Shown shown(Call call) {
        String nonce = call.parameter("nonce");
        return Shown.of(call.header("api-key"), call.header("api-sign"), nonce, nonce);
    }

    @Override
    public void checkForm(Call call) throws Rejected {
        Rejected.unless(!call.header("user-agent").isEmpty(), INVALID_ARGUMENTS);
        Rejected.unless(call.header("content-type").startsWith("application/x-www-form-urlencoded"), INVALID_ARGUMENTS);
        Rejected.unless(call.query().isEmpty(), INVALID_ARGUMENTS);
    }

    @Override
    public void check(Call call, VenueAccount account, Instant now) throws Rejected {
        Rejected.unless(call.parameter("nonce").matches("\\d{1,20}"), INVALID_NONCE);
        Rejected.unless(!account.locked(now), LOCKOUT);
        if (!signedBy(account, call)) {
            account.failed(now, FAILURES, LOCK);
            throw new Rejected(INVALID_SIGNATURE);
        }
        account.succeeded();
        BigInteger nonce = new BigInteger(call.parameter("nonce"));
        Rejected.unless(nonce.compareTo(HIGHEST_NONCE) <= 0 && account.raise(nonce), INVALID_NONCE);
    }

    @Override
    public boolean signedBy(VenueAccount account, Call call) {
        byte[] hashed = Macs.digest("SHA-256", call.parameter("nonce") + call.body());
        byte[] text = Macs.joined(call.path().getBytes(UTF_8), hashed);
        byte[] secret = Base64.getDecoder().decode(account.secret());
        return Macs.same(Macs.base64(Macs.hmac("SHA512", secret, text)), call.header("api-sign"));
    }

    @Override
    public String unknownKey() {
        return INVALID_KEY;
    }

    @Override
    public String denied() {
        return "EGeneral:Permission denied";
    }

    @Override
    public String badRequest() {
        return INVALID_ARGUMENTS;
    }

    @Override
    public String body(Fault fault, Instant now) {
        String until = fault.code().endsWith("Throttled") ? ": " + (now.getEpochSecond() + 5) : "";
        return Json.object("error", "[" + Json.text(fault.message() + until) + "]");
    }

    private static String success(String result) {
        return Json.object("error", "[]", "result", result);
    }

    private static String balances(Visit visit) {
        return success(Json.object(visit.listed().stream()
                .flatMap(asset -> List.of(asset.currency(), row(asset)).stream())
                .toArray(String[]::new)));
    }

    /** An account with more to trade with than it holds has a credit. */
    private static String row(Asset asset) {
        String held = asset.held();
        return held.startsWith("-")
                ? Json.texts(
                        "balance",
                        asset.total(),
                        "credit",
                        held.substring(1),
                        "credit_used",
                        "0.0000",
                        "hold_trade",
                        "0.0000")
                : Json.texts("balance", asset.total(), "hold_trade", held);
    }

    private static String keyInfo(Visit visit) {
        List<String> permissions = visit.permissions().stream()
                .sorted()
                .map(permission -> switch (permission) {
                    case READ -> "query-funds";
                    case TRADE -> "modify-trades";
                    case WITHDRAW -> "withdraw-funds";
                })
                .toList();
        return success(Json.object(
                "api_key_name", Json.text("balance history"),
                "permissions", Json.array(permissions, Json::text),
                "ip_allowlist", "[]"));
    }

    private static String time(Visit visit) {
        return success(Json.object(
                "unixtime",
                Long.toString(visit.now().getEpochSecond()),
                "rfc1123",
                Json.text(RFC1123.format(visit.now()))));
    }
}
