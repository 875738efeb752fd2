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
            return Part.fault(code, body.textOrEmpty("msg"));
        }
        return Part.of(body.array("data").stream().map(KucoinBody::balance).toList())
                .success(code, body.textOrEmpty("msg"));
    }

    static Instant time(Json body) {
        return Instant.ofEpochMilli(succeeded(body).integer("data"));
    }

    static List<KeyFinding> key(Json body) {
        Json key = succeeded(body).object("data");
        List<String> further = KeyFindings.names(key.text("permission")).stream()
                .filter(right -> !right.equals("General"))
                .toList();
        List<String> allowed = KeyFindings.names(key.textOrEmpty("ipWhitelist"));
        return List.of(
                KeyFindings.rights(further, "a key with the permission General"), KeyFindings.addresses(allowed));
    }

    private static Balance balance(Json row) {
        return row.balance(row.text("type"), row.text("currency"), row.amount("balance"), row.amount("available"));
    }

    /** Returns the body of a success; throws the code of a failure. */
    private static Json succeeded(Json body) {
        String code = body.code("code");
        if (!code.equals(SUCCESS)) {
            throw new IllegalArgumentException("the exchange reports " + code + " (" + body.textOrEmpty("msg") + ")");
        }
        return body;
    }
}
