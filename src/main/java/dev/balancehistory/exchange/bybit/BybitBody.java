package dev.balancehistory.exchange.bybit;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Part;
import dev.balancehistory.exchange.http.ResultCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Reads the bodies of Bybit: an envelope with a code and a time, around the coins of one wallet. */
final class BybitBody {
    static final String UNIFIED = "unified";
    static final String FUNDING = "funding";

    static final ResultCode CODE = new ResultCode("retCode", "retMsg", "0");

    private BybitBody() {}

    static Part read(Json body) {
        return CODE.read(body, BybitBody::balances);
    }

    private static Part balances(Json body) {
        Json result = body.object("result");
        Part part = result.has("list")
                ? Part.of(unified(result)).ofWallet(UNIFIED)
                : Part.of(funding(result)).ofWallet(FUNDING);
        return part.at(time(body));
    }

    static Instant time(Json body) {
        return Instant.ofEpochMilli(body.integer("time"));
    }

    /** Reads the only account of the list. A missing account does not mean zero balances. */
    private static List<Balance> unified(Json result) {
        List<Json> accounts = result.array("list");
        if (accounts.size() != 1) {
            throw new IllegalArgumentException("its result.list has " + accounts.size() + " accounts instead of 1");
        }
        Json account = accounts.get(0);
        requireType(account, "UNIFIED");
        return account.array("coin").stream().map(BybitBody::coin).toList();
    }

    /** Reads a coin. The wallet balance includes neither loans nor unrealized profit. */
    private static Balance coin(Json row) {
        BigDecimal total = row.amount("walletBalance");
        return row.balance(UNIFIED, row.text("coin"), total, total.subtract(row.amount("locked")));
    }

    private static List<Balance> funding(Json result) {
        requireType(result, "FUND");
        return result.array("balance").stream()
                .map(row -> row.balance(
                        FUNDING, row.text("coin"), row.amount("walletBalance"), row.amount("transferBalance")))
                .toList();
    }

    private static void requireType(Json account, String type) {
        if (!account.text("accountType").equals(type)) {
            throw new IllegalArgumentException("its accountType is not " + type);
        }
    }
}
