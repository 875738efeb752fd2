package dev.balancehistory.exchange.mexc;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Part;
import java.math.BigDecimal;

/** Reads the body of {@code GET /api/v3/account}: an object with balances, or one with a code. */
final class MexcBody {
    private MexcBody() {}

    static Part read(Json body) {
        if (body.has("code")) {
            return Part.fault(body.code("code"), body.textOrEmpty("msg"));
        }
        return Part.of(body.array("balances").stream().map(MexcBody::balance).toList());
    }

    private static Balance balance(Json row) {
        BigDecimal free = row.amount("free");
        return row.balance("spot", row.text("asset"), free.add(row.amount("locked")), free);
    }
}
