package dev.balancehistory.exchange.gate;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Part;
import java.math.BigDecimal;

/** Reads the body of {@code GET /api/v4/spot/accounts}: an array of currencies, or an object with a label. */
final class GateBody {
    private GateBody() {}

    static Part read(Json body) {
        if (body.isObject()) {
            return Part.fault(body.text("label"), body.textOrEmpty("message"));
        }
        return Part.of(body.elements().stream().map(GateBody::balance).toList());
    }

    private static Balance balance(Json row) {
        BigDecimal available = row.amount("available");
        return row.balance("spot", row.text("currency"), available.add(row.amount("locked")), available);
    }
}
