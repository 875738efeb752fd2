package dev.balancehistory.exchange.kraken;

import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.http.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads the rights and restrictions of a key from the body of {@code POST /0/private/GetApiKeyInfo}. */
final class KrakenKey {
    private static final String FUNDS = "query-funds";

    private KrakenKey() {}

    static List<KeyFinding> findings(Json body) {
        List<Json> errors = body.array("error");
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException("it reports " + errors.get(0).text());
        }
        Json key = body.object("result");
        List<String> rights = key.array("permissions").stream().map(Json::text).toList();
        List<KeyFinding> findings = new ArrayList<>();
        if (!rights.contains(FUNDS)) {
            findings.add(new KeyFinding("the key may not read balances", "enable its right Query Funds"));
        }
        findings.add(more(rights));
        long end = key.has("valid_until") ? key.integerText("valid_until") : 0;
        if (end > 0) {
            findings.add(KeyFinding.expiring(Instant.ofEpochSecond(end)));
        }
        if (key.has("ip_allowlist")) {
            findings.add(new KeyFinding(
                    key.array("ip_allowlist").isEmpty()
                            ? "the key is valid from every IP address"
                            : "the key is restricted to listed IP addresses",
                    null));
        }
        return findings;
    }

    private static KeyFinding more(List<String> rights) {
        List<String> more = rights.stream()
                .filter(right -> !right.startsWith("query-") && !right.startsWith("export-"))
                .toList();
        return more.isEmpty()
                ? new KeyFinding("the key can only read", null)
                : new KeyFinding(
                        "the key can do more than read: " + String.join(", ", more),
                        "disable these rights of the key; the recorder needs Query Funds alone");
    }
}
