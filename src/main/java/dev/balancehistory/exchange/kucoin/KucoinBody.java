package dev.balancehistory.exchange.kucoin;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.KeyFindings;
import dev.balancehistory.exchange.http.Part;
import java.time.Instant;
import java.util.List;

/** Reads the bodies of KuCoin: a code, and the accounts, the key or the time. */
final class KucoinBody {
    private static final String SUCCESS = "200000";

    private KucoinBody() {}

    static Part read(Json body) {
        String code = body.code("code");
        if (!code.equals(SUCCESS)) {
            return Part.fault(code, message(body));
        }
        return Part.of(body.array("data").stream().map(KucoinBody::balance).toList())
                .success(code, message(body));
    }

    static Instant time(Json body) {
        requireSuccess(body);
        return Instant.ofEpochMilli(body.integer("data"));
    }

    static List<KeyFinding> key(Json body) {
        requireSuccess(body);
        Json key = body.object("data");
        List<String> further = KeyFindings.names(key.text("permission")).stream()
                .filter(right -> !right.equals("General"))
                .toList();
        List<String> allowed = key.has("ipWhitelist") ? KeyFindings.names(key.text("ipWhitelist")) : List.of();
        return List.of(
                KeyFindings.rights(further, "a key with the permission General"), KeyFindings.addresses(allowed));
    }

    private static Balance balance(Json row) {
        return row.balance(row.text("type"), row.text("currency"), row.amount("balance"), row.amount("available"));
    }

    private static void requireSuccess(Json body) {
        String code = body.code("code");
        if (!code.equals(SUCCESS)) {
            throw new IllegalArgumentException("the exchange reports " + code + " (" + message(body) + ")");
        }
    }

    private static String message(Json body) {
        return body.has("msg") ? body.text("msg") : "";
    }
}
