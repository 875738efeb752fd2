package dev.balancehistory.exchange.kraken;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Part;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Reads a body: an array of errors and, if that is empty, a result. */
final class KrakenBody {
    private KrakenBody() {}

    static Part read(Json body) {
        List<Json> errors = body.array("error");
        if (!errors.isEmpty()) {
            String others = errors.stream().skip(1).map(Json::text).collect(Collectors.joining(", "));
            return Part.fault(errors.get(0).text(), others);
        }
        return Part.of(body.object("result").fields().entrySet().stream()
                .map(asset -> balance(asset.getKey(), asset.getValue()))
                .toList());
    }

    /** Reads an asset. Only an account with a credit line has the fields of the credit. */
    private static Balance balance(String asset, Json row) {
        BigDecimal total = row.amount("balance");
        BigDecimal available = total.add(row.amountOrZero("credit"))
                .subtract(row.amountOrZero("credit_used"))
                .subtract(row.amount("hold_trade"));
        return row.balance("spot", asset, total, available);
    }

    static Instant time(Json body) {
        return Instant.ofEpochSecond(body.object("result").integer("unixtime"));
    }
}
