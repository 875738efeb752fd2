package dev.balancehistory.localexchange.venue;

import java.time.Duration;
import java.time.Instant;

/** Writes the bodies of Bybit, each in the same envelope. */
final class BybitBodies {

    private BybitBodies() {}

    static String envelope(String code, String message, String result, Instant now) {
        return Json.object(
                "retCode",
                code,
                "retMsg",
                Json.text(message),
                "result",
                result,
                "retExtInfo",
                "{}",
                "time",
                Long.toString(now.toEpochMilli()));
    }

    private static String success(Visit visit, String result) {
        return envelope("0", "OK", result, visit.now());
    }

    static String unified(Visit visit) {
        String account = Json.object(
                "accountType", Json.text("UNIFIED"),
                "totalEquity", Json.text("120.5"),
                "coin", Json.array(visit.listed(), BybitBodies::row));
        return success(visit, Json.object("list", "[" + account + "]"));
    }

    private static String row(Asset asset) {
        return Json.texts(
                "coin",
                asset.currency(),
                "walletBalance",
                asset.total(),
                "locked",
                asset.held(),
                "equity",
                asset.total(),
                "spotBorrow",
                "0",
                "borrowAmount",
                "0",
                "bonus",
                "0",
                "availableToWithdraw",
                "");
    }

    static String funding(Visit visit) {
        return success(
                visit,
                Json.object(
                        "accountType", Json.text("FUND"),
                        "balance",
                                Json.array(
                                        visit.listed(),
                                        asset -> Json.texts(
                                                "coin", asset.currency(),
                                                "transferBalance", asset.available(),
                                                "walletBalance", asset.total(),
                                                "bonus", ""))));
    }

    static String key(Visit visit) {
        boolean readOnly = !visit.may(Permission.TRADE) && !visit.may(Permission.WITHDRAW);
        return success(
                visit,
                Json.object(
                        "readOnly",
                        readOnly ? "1" : "0",
                        "permissions",
                        Json.object(
                                "Spot", visit.may(Permission.TRADE) ? "[\"SpotTrade\"]" : "[]",
                                "Wallet", visit.may(Permission.WITHDRAW) ? "[\"Withdraw\"]" : "[]"),
                        "ips",
                        "[\"*\"]",
                        "deadlineDay",
                        "83",
                        "expiredAt",
                        Json.text(visit.now().plus(Duration.ofDays(83)).toString())));
    }

    static String time(Visit visit) {
        return success(
                visit,
                Json.texts(
                        "timeSecond",
                        Long.toString(visit.now().getEpochSecond()),
                        "timeNano",
                        visit.millis() + "000000"));
    }
}
