package dev.balancehistory.exchange.kraken;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Part;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Reads a body: an array of errors and warnings and, without an error, a result. */
final class KrakenBody {
    private KrakenBody() {}

    static Part read(Json body) {
        List<String> errors = body.array("error").stream()
                .map(Json::text)
                .filter(text -> !isWarning(text))
                .toList();
        if (!errors.isEmpty()) {
            return Part.fault(errors.get(0), String.join(", ", errors.subList(1, errors.size())));
        }
        return Part.of(body.object("result").fields().entrySet().stream()
                .map(asset -> balance(asset.getKey(), asset.getValue()))
                .toList());
    }

    /** The first letter is the severity: E of an error, W of a warning beside a result. */
    private static boolean isWarning(String text) {
        return text.startsWith("W");
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
