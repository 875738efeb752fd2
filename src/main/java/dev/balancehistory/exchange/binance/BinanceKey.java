package dev.balancehistory.exchange.binance;

import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.KeyFindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the rights and restrictions of a key from the body of {@code GET /sapi/v1/account/apiRestrictions}. */
final class BinanceKey {
    private static final Set<String> READING = Set.of("enableReading", "enableFixReadOnly");

    private BinanceKey() {}

    static List<KeyFinding> findings(Json body) {
        List<KeyFinding> findings = new ArrayList<>();
        if (!body.flag("enableReading")) {
            findings.add(new KeyFinding("the key may not read balances", "enable its right Enable Reading"));
        }
        List<String> more = body.fields().entrySet().stream()
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith("enable") || name.startsWith("permits"))
                .filter(name -> !READING.contains(name) && body.flag(name))
                .toList();
        findings.add(KeyFindings.rightsToDisable(more, "Enable Reading"));
        findings.add(KeyFindings.addresses(body.flag("ipRestrict")));
        return findings;
    }
}
