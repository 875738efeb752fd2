package dev.balancehistory.exchange.bybit;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Part;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Reads the bodies of Bybit: an envelope with a code and a time, around the coins of one wallet. */
final class BybitBody {
    static final String UNIFIED = "unified";
    static final String FUNDING = "funding";

    private static final String SUCCESS = "0";

    private BybitBody() {}

    static Part read(Json body) {
        String code = body.code("retCode");
        String message = body.textOrEmpty("retMsg");
        if (!code.equals(SUCCESS)) {
            return Part.fault(code, message);
        }
        Json result = body.object("result");
        Part part = result.has("list")
                ? Part.of(unified(result)).ofWallet(UNIFIED)
                : Part.of(funding(result)).ofWallet(FUNDING);
        return part.at(time(body)).success(code, message);
    }

    /** Returns the result of a success; throws the code of a failure. */
    static Json result(Json body) {
        String code = body.code("retCode");
        if (!code.equals(SUCCESS)) {
            throw new IllegalArgumentException("the exchange reports " + code + " (" + body.text("retMsg") + ")");
        }
        return body.object("result");
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
