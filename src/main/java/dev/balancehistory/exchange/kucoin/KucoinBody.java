package dev.balancehistory.exchange.kucoin;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.KeyFindings;
import dev.balancehistory.exchange.http.Part;
import dev.balancehistory.exchange.http.ResultCode;
import java.time.Instant;
import java.util.List;

/** Reads the bodies of KuCoin: a code, and the accounts, the key or the time. */
final class KucoinBody {
    private static final ResultCode CODE = new ResultCode("code", "msg", "200000");

    private KucoinBody() {}

    static Part read(Json body) {
        return CODE.read(
                body,
                success -> Part.of(
                        success.array("data").stream().map(KucoinBody::balance).toList()));
    }

    static Instant time(Json body) {
        return Instant.ofEpochMilli(CODE.succeeded(body).integer("data"));
    }

    static List<KeyFinding> key(Json body) {
        Json key = CODE.succeeded(body).object("data");
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
}
