package dev.balancehistory.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.upbit.Upbit;
import dev.balancehistory.oracle.Draw.Holding;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.knowm.xchange.upbit.UpbitAdapters;
import org.knowm.xchange.upbit.UpbitAuthenticated;
import org.knowm.xchange.upbit.service.UpbitJWTDigest;

/** Compares the wallet {@code spot}; {@link TokenTest} compares the token. */
class UpbitOracleTest extends XChangeContract {
    private static final String SPOT = "spot";

    private final UpbitAuthenticated xchange = client(UpbitAuthenticated.class);

    UpbitOracleTest() {
        super(Upbit.adapter());
    }

    @Override
    List<Endpoint> endpoints() {
        return List.of(endpoint(SPOT, this::spot, UpbitOracleTest::body));
    }

    /** The token has a random nonce: {@link TokenTest} compares it. */
    @Override
    Map<String, String> asXChangeSends(Map<String, String> headers) {
        assertThat(headers).containsOnlyKeys("Authorization");
        return Map.of();
    }

    private List<Balance> spot(Credentials credentials, Moment moment) throws IOException {
        return balances(
                SPOT,
                UpbitAdapters.adaptWallet(xchange.getWallet(
                        UpbitJWTDigest.createInstance(credentials.apiKey(), credentials.secretText()))));
    }

    private static String body(List<Holding> holdings) {
        return "[%s]"
                .formatted(rows(holdings, each -> """
                        {"currency":"%s","balance":"%s","locked":"%s","avg_buy_price":"0","unit_currency":"KRW"}\
                        """.formatted(each.currency(), each.available(), each.locked())));
    }
}
