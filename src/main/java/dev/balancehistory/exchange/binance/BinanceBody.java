package dev.balancehistory.exchange.binance;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Part;
import java.math.BigDecimal;

/** Reads a body: the wallet {@code spot} is an object with balances, {@code funding} an array. */
final class BinanceBody {
    private BinanceBody() {}

    static Part read(Json body) {
        if (body.isArray()) {
            return Part.of(body.elements().stream().map(BinanceBody::funding).toList())
                    .ofWallet("funding");
        }
        if (body.has("code")) {
            return Part.fault(body.code("code"), body.textOrEmpty("msg"));
        }
        return Part.of(body.array("balances").stream().map(BinanceBody::spot).toList())
                .ofWallet("spot");
    }

    private static Balance spot(Json row) {
        BigDecimal free = row.amount("free");
        return row.balance("spot", asset(row), free.add(row.amount("locked")), free);
    }

    private static Balance funding(Json row) {
        BigDecimal free = row.amount("free");
        BigDecimal total =
                free.add(row.amount("locked")).add(row.amount("freeze")).add(row.amount("withdrawing"));
        return row.balance("funding", asset(row), total, free);
    }

    /** Returns the code of the asset, which some responses contain as a JSON number. */
    private static String asset(Json row) {
        return row.code("asset");
    }
}
