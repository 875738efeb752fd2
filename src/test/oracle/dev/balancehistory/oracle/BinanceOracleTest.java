package dev.balancehistory.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.binance.Binance;
import dev.balancehistory.exchange.http.Request;
import dev.balancehistory.oracle.Draw.Holding;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.binance.BinanceAdapters;
import org.knowm.xchange.binance.BinanceAuthenticated;
import org.knowm.xchange.binance.service.BinanceHmacDigest;

/** Compares the wallet {@code spot}, with keys of the HMAC kind. */
class BinanceOracleTest extends XChangeContract {
    private static final String SPOT = "spot";

    private final BinanceAuthenticated xchange = client(BinanceAuthenticated.class);

    BinanceOracleTest() {
        super(Binance.adapter());
    }

    /** XChange does not know the parameter that omits zero balances. */
    @Override
    List<Endpoint> endpoints() {
        return List.of(new Endpoint(SPOT, Request.get("/api/v3/account"), this::spot, BinanceOracleTest::body));
    }

    private List<Balance> spot(Credentials credentials, Moment moment) throws IOException {
        return balances(
                SPOT,
                BinanceAdapters.adaptBinanceSpotWallet(xchange.account(
                        5_000L,
                        moment::millis,
                        credentials.apiKey(),
                        BinanceHmacDigest.createInstance(credentials.secretText()))));
    }

    private static String body(List<Holding> holdings) {
        return """
                {"makerCommission":10,"canTrade":false,"updateTime":1700000000123,"accountType":"SPOT","balances":[%s]}\
                """.formatted(rows(
                holdings,
                each -> "{\"asset\":\"%s\",\"free\":\"%s\",\"locked\":\"%s\"}"
                        .formatted(each.currency(), each.available(), each.locked())));
    }

    @Test
    void xchangeTakesXbtAndBtcForOneCurrencyAndRejectsAWalletWithBoth() {
        BigDecimal one = BigDecimal.ONE;
        String body = body(List.of(new Holding("BTC", one, one), new Holding("XBT", one, one)));
        Draw draw = Draw.fixed();
        server.returns(body);

        assertThat(read(body)).extracting(Balance::currency).containsExactly("BTC", "XBT");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spot(credentials(draw), draw.moment()))
                .withMessage("duplicate balances in wallet");
    }

    @Test
    void xchangeWritesCodesInCapitals() throws IOException {
        String body = body(List.of(new Holding("stETH", BigDecimal.ONE, BigDecimal.ZERO)));
        Draw draw = Draw.fixed();
        server.returns(body);

        assertThat(read(body)).extracting(Balance::currency).containsExactly("stETH");
        assertThat(spot(credentials(draw), draw.moment()))
                .extracting(Balance::currency)
                .containsExactly("STETH");
    }
}
