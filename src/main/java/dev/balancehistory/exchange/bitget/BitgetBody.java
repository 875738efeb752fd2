package dev.balancehistory.exchange.bitget;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Part;
import dev.balancehistory.exchange.http.ResultCode;
import java.math.BigDecimal;
import java.time.Instant;

/** Reads the body of {@code GET /api/v2/spot/account/assets}: a code, a time and an array of coins. */
final class BitgetBody {
    static final String SPOT = "spot";

    private static final ResultCode CODE = new ResultCode("code", "msg", "00000");

    private BitgetBody() {}

    static Part read(Json body) {
        return CODE.read(body, BitgetBody::balances);
    }

    private static Part balances(Json body) {
        return Part.of(body.array("data").stream().map(BitgetBody::balance).toList())
                .at(Instant.ofEpochMilli(body.integer("requestTime")));
    }

    /** Reads a row. The available amount includes neither the frozen nor the locked one. */
    private static Balance balance(Json row) {
        BigDecimal available = row.amount("available");
        BigDecimal total = available.add(row.amount("frozen")).add(row.amount("locked"));
        return row.balance(SPOT, row.text("coin"), total, available);
    }
}
