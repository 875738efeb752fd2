package dev.balancehistory.exchange.bybit;

import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.KeyFindings;
import dev.balancehistory.process.Printable;
import java.util.List;
import java.util.stream.Stream;

/** Reads the body of {@code GET /v5/user/query-api}: rights, IP addresses and expiry of a key. */
final class BybitKey {
    private static final int SOON = 30;
    private static final int MAX_DATE = 30;

    private BybitKey() {}

    static List<KeyFinding> findings(Json body) {
        Json key = BybitBody.CODE.succeeded(body).object("result");
        KeyFinding rights = KeyFindings.rights(furtherRights(key), "a key with the permission Read-Only");
        KeyFinding addresses = KeyFindings.addresses(key.array("ips").stream()
                .map(Json::text)
                .filter(address -> !address.equals("*"))
                .toList());
        return Stream.concat(Stream.of(rights, addresses), expiry(key)).toList();
    }

    /** Returns the rights beside reading. A read-only key lists the rights whose data it can read. */
    private static List<String> furtherRights(Json key) {
        if (key.integer("readOnly") == 1) {
            return List.of();
        }
        List<String> rights = key.object("permissions").fields().values().stream()
                .flatMap(group -> group.elements().stream())
                .map(Json::text)
                .toList();
        return rights.isEmpty() ? List.of("Read-Write") : rights;
    }

    /** Returns the end of the key; nothing if it does not expire, as a key with a list of IP addresses. */
    private static Stream<KeyFinding> expiry(Json key) {
        if (!key.has("deadlineDay") || !key.has("expiredAt") || key.integer("deadlineDay") < 0) {
            return Stream.empty();
        }
        long days = key.integer("deadlineDay");
        String date = Printable.text(key.text("expiredAt"), MAX_DATE);
        return Stream.of(new KeyFinding(
                "the key expires in " + days + " days, at " + date,
                days < SOON ? "create a new key, or limit this one to the IP address of this machine" : null));
    }
}
