package dev.balancehistory.exchange.bitstamp;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Part;

/**
 * Reads the body of {@code POST /api/v2/account_balances/}: an array of currencies, or an object with an error in one
 * of two forms.
 */
final class BitstampBody {
    private BitstampBody() {}

    static Part read(Json body) {
        if (body.isArray()) {
            return Part.of(body.elements().stream().map(BitstampBody::balance).toList());
        }
        if (body.has("response_code")) {
            return Part.fault(body.code("response_code"), text(body, "response_explanation"));
        }
        String status = body.text("status");
        return Part.fault(body.has("code") ? body.code("code") : status, text(body, "reason"));
    }

    /** Returns a field that is a string, else an empty text. A reason may be an object with a list for each field. */
    private static String text(Json body, String name) {
        Json field = body.optional(name);
        return field != null && field.isText() ? field.text() : "";
    }

    private static Balance balance(Json row) {
        return row.balance("spot", row.text("currency"), row.amount("total"), row.amount("available"));
    }
}
