package dev.balancehistory.localexchange.venue;

import java.time.Duration;
import java.util.regex.Pattern;

/** The bodies and the claims that Upbit and Bithumb share. */
final class KoreanRows {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private KoreanRows() {}

    static Shown shown(Call call) {
        return Jwt.of(call)
                .map(token -> Shown.of(
                        token.text("access_key"),
                        token.signature(),
                        token.number("timestamp").map(String::valueOf).orElse(""),
                        token.text("nonce")))
                .orElse(Shown.NOTHING);
    }

    static boolean uuid(String nonce) {
        return UUID_TEXT.matcher(nonce).matches();
    }

    static String accounts(Visit visit) {
        return Json.array(
                visit.listed(),
                asset -> Json.object(
                        "currency", Json.text(asset.currency()),
                        "balance", Json.text(asset.available()),
                        "locked", Json.text(asset.held()),
                        "avg_buy_price", Json.text("0"),
                        "avg_buy_price_modified",
                                Boolean.toString(asset.currency().equals("KRW")),
                        "unit_currency", Json.text("KRW")));
    }

    static String keys(Visit visit) {
        return "["
                + Json.texts(
                        "access_key",
                        visit.account().key(),
                        "expire_at",
                        visit.now().plus(Duration.ofDays(90)).toString())
                + "]";
    }

    static String error(Fault fault) {
        return Json.object("error", Json.texts("name", fault.code(), "message", fault.message()));
    }
}
