package dev.balancehistory.exchange.upbit;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.KeyFindings;
import dev.balancehistory.exchange.http.Part;
import java.math.BigDecimal;
import java.util.List;

/** Reads the body of {@code GET /v1/accounts}: an array of currencies, or an object with an error. */
final class UpbitBody {
    private UpbitBody() {}

    static Part read(Json body) {
        if (body.isObject()) {
            Json error = body.object("error");
            return Part.fault(error.code("name"), error.textOrEmpty("message"));
        }
        return Part.of(body.elements().stream().map(UpbitBody::balance).toList());
    }

    /** Reads a row. Its {@code balance} is the amount available for orders. */
    private static Balance balance(Json row) {
        BigDecimal available = row.amount("balance");
        return row.balance("spot", row.text("currency"), available.add(row.amount("locked")), available);
    }

    /** Reads the body of {@code GET /v1/api_keys}, which lists all keys of the pocket. */
    static List<KeyFinding> expiry(Json body) {
        return KeyFindings.expiryOfOwn(body.elements(), "access_key", "expire_at");
    }
}
