package dev.balancehistory.exchange.kraken;

import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.KeyFindings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads the rights and restrictions of a key from the body of {@code POST /0/private/GetApiKeyInfo}. */
final class KrakenKey {
    private KrakenKey() {}

    static List<KeyFinding> findings(Json body) {
        List<Json> errors = body.array("error");
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException("it reports " + errors.get(0).text());
        }
        Json key = body.object("result");
        List<String> rights = key.array("permissions").stream().map(Json::text).toList();
        List<KeyFinding> findings = new ArrayList<>();
        if (!rights.contains("query-funds")) {
            findings.add(new KeyFinding("the key may not read balances", "enable its right Query Funds"));
        }
        List<String> more = rights.stream()
                .filter(right -> !right.startsWith("query-") && !right.startsWith("export-"))
                .toList();
        findings.add(KeyFindings.rightsToDisable(more, "Query Funds"));
        long end = key.has("valid_until") ? key.integerText("valid_until") : 0;
        if (end > 0) {
            findings.add(KeyFinding.expiring(Instant.ofEpochSecond(end)));
        }
        if (key.has("ip_allowlist")) {
            findings.add(KeyFindings.addresses(!key.array("ip_allowlist").isEmpty()));
        }
        return findings;
    }
}
