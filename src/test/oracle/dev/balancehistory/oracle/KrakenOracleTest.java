package dev.balancehistory.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.http.Request;
import dev.balancehistory.exchange.kraken.Kraken;
import dev.balancehistory.oracle.Draw.Holding;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.kraken.KrakenAdapters;
import org.knowm.xchange.kraken.KrakenAuthenticated;
import org.knowm.xchange.kraken.service.KrakenDigest;

/** Compares signatures, and the totals of two endpoints. */
class KrakenOracleTest extends XChangeContract {
    private static final String SPOT = "spot";

    /** XChange has other codes for these, each of them without its first letter. */
    private static final Set<String> DISCONTINUED = Set.of("XDAO", "XICN", "XNMC", "XXVN", "ZKRW");

    private final KrakenAuthenticated xchange = client(KrakenAuthenticated.class);

    KrakenOracleTest() {
        super(Kraken.adapter());
    }

    @Override
    Credentials credentials(Draw draw) {
        return draw.credentials(Kraken.adapter().baseUrl(), draw.base64());
    }

    /** XChange knows the list of totals alone. */
    @Override
    List<Endpoint> endpoints() {
        return List.of(Endpoint.ofSignature(
                SPOT, Request.post("/0/private/Balance"), this::totals, "{\"error\":[],\"result\":{}}"));
    }

    private List<Balance> totals(Credentials credentials, Moment moment) throws IOException {
        return balances(
                SPOT,
                KrakenAdapters.adaptWallet(xchange.balance(
                                credentials.apiKey(),
                                KrakenDigest.createInstance(credentials.secretText()),
                                moment::nonce)
                        .getResult()));
    }

    @Test
    void bothReadTheSameTotalsAndXchangeTakesThemForAvailable() {
        Draw.rounds(ROUNDS, draw -> {
            List<Holding> holdings = draw.holdings().stream()
                    .filter(each -> !DISCONTINUED.contains(each.currency()))
                    .toList();
            server.returns(body(holdings, each -> "\"" + each.total() + "\""));

            List<Balance> ours = read(body(
                    holdings,
                    each -> "{\"balance\":\"%s\",\"hold_trade\":\"%s\"}".formatted(each.total(), each.locked())));

            assertThat(ours).isEqualTo(written(SPOT, holdings));
            assertSameValues(
                    totals(credentials(draw), draw.moment()),
                    ours.stream()
                            .map(each -> new Balance(SPOT, each.currency(), each.total(), each.total()))
                            .toList());
        });
    }

    @Test
    void xchangeRenamesDiscontinuedCurrencies() throws IOException {
        for (String code : DISCONTINUED) {
            List<Holding> holdings = List.of(new Holding(code, BigDecimal.ONE, BigDecimal.ZERO));
            Draw draw = Draw.fixed();
            server.returns(body(holdings, each -> "1"));

            assertThat(read(body(holdings, each -> "{\"balance\":1,\"hold_trade\":0}")))
                    .extracting(Balance::currency)
                    .containsExactly(code);
            assertThat(totals(credentials(draw), draw.moment()))
                    .extracting(Balance::currency)
                    .containsExactly(code.substring(1));
        }
    }

    private static String body(List<Holding> holdings, Function<Holding, String> value) {
        return "{\"error\":[],\"result\":{%s}}"
                .formatted(rows(holdings, each -> "\"%s\":%s".formatted(each.currency(), value.apply(each))));
    }
}
