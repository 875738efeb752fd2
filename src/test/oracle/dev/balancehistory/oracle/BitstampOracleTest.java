package dev.balancehistory.oracle;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.bitstamp.Bitstamp;
import dev.balancehistory.exchange.http.Request;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchange.bitstamp.BitstampAuthenticatedV2;
import org.knowm.xchange.bitstamp.service.BitstampDigestV2;

/** Compares signatures alone. */
class BitstampOracleTest extends XChangeContract {
    private final BitstampAuthenticatedV2 xchange = client(BitstampAuthenticatedV2.class);

    BitstampOracleTest() {
        super(Bitstamp.adapter());
    }

    /** XChange knows the older list of balances alone. */
    @Override
    List<Endpoint> endpoints() {
        return List.of(Endpoint.ofSignature("spot", Request.post("/api/v2/balance/"), this::send, "{}"));
    }

    /** XChange sends the hexadecimal digits in capitals. */
    @Override
    Map<String, String> asXChangeSends(Map<String, String> headers) {
        Map<String, String> capitals = new HashMap<>(headers);
        capitals.computeIfPresent("X-Auth-Signature", (name, value) -> value.toUpperCase(Locale.ROOT));
        return capitals;
    }

    private List<Balance> send(Credentials credentials, Moment moment) throws IOException {
        xchange.getBalance(
                "BITSTAMP " + credentials.apiKey(),
                BitstampDigestV2.createInstance(credentials.secretText(), credentials.apiKey()),
                () -> moment.uuid().toString(),
                () -> Long.toString(moment.millis()),
                "v2");
        return List.of();
    }
}
