package dev.balancehistory.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.okx.Okx;
import dev.balancehistory.oracle.Draw.Holding;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.okex.OkexAdapters;
import org.knowm.xchange.okex.OkexAuthenticated;
import org.knowm.xchange.okex.service.OkexDigest;
import org.knowm.xchange.utils.DateUtils;

/** Compares both wallets. */
class OkxOracleTest extends XChangeContract {
    private static final String TRADING = "trading";
    private static final String FUNDING = "funding";

    private final OkexAuthenticated xchange = client(OkexAuthenticated.class);

    OkxOracleTest() {
        super(Okx.adapter());
    }

    @Override
    List<Endpoint> endpoints() {
        return List.of(
                endpoint(TRADING, this::trading, OkxOracleTest::tradingBody),
                endpoint(FUNDING, this::funding, OkxOracleTest::fundingBody));
    }

    private List<Balance> trading(Credentials credentials, Moment moment) throws IOException {
        return balances(
                TRADING,
                OkexAdapters.adaptOkexBalances(xchange.getWalletBalances(
                                null,
                                credentials.apiKey(),
                                OkexDigest.createInstance(credentials.secretText()),
                                DateUtils.toUTCISODateString(Date.from(moment.now())),
                                credentials.passphrase(),
                                null)
                        .getData()));
    }

    private List<Balance> funding(Credentials credentials, Moment moment) throws IOException {
        return balances(
                FUNDING,
                OkexAdapters.adaptOkexAssetBalances(xchange.getAssetBalances(
                                null,
                                credentials.apiKey(),
                                OkexDigest.createInstance(credentials.secretText()),
                                DateUtils.toUTCISODateString(Date.from(moment.now())),
                                credentials.passphrase(),
                                null)
                        .getData()));
    }

    private static String tradingBody(List<Holding> holdings) {
        return tradingBody(rows(
                holdings,
                each ->
                        "{\"ccy\":\"%s\",\"cashBal\":\"%s\",\"availBal\":\"%s\",\"frozenBal\":\"%s\",\"eq\":\"1\",\"availEq\":\"\"}"
                                .formatted(each.currency(), each.total(), each.available(), each.locked())));
    }

    private static String tradingBody(String details) {
        return """
                {"code":"0","msg":"","data":[{"totalEq":"1200.5","uTime":"1700000000000","details":[%s]}]}\
                """.formatted(details);
    }

    private static String fundingBody(List<Holding> holdings) {
        return "{\"code\":\"0\",\"msg\":\"\",\"data\":[%s]}"
                .formatted(rows(
                        holdings,
                        each -> "{\"ccy\":\"%s\",\"bal\":\"%s\",\"availBal\":\"%s\",\"frozenBal\":\"%s\"}"
                                .formatted(each.currency(), each.total(), each.available(), each.locked())));
    }

    @Test
    void xchangeTakesAllForAvailableIfTheModeLeavesTheFieldEmpty() throws IOException {
        String body = tradingBody(
                "{\"ccy\":\"USDT\",\"cashBal\":\"100.5\",\"availBal\":\"\",\"frozenBal\":\"10\",\"eq\":\"101.2\",\"availEq\":\"90.5\"}");
        BigDecimal total = new BigDecimal("100.5");

        assertThat(read(body)).containsExactly(new Balance(TRADING, "USDT", total, new BigDecimal("90.5")));
        assertThat(theirs(body)).containsExactly(new Balance(TRADING, "USDT", total, total));
    }

    @Test
    void xchangeCanNotReadAnAccountWhoseModeHasEquityAlone() {
        String body = tradingBody(
                "{\"ccy\":\"USDT\",\"cashBal\":\"\",\"availBal\":\"\",\"eq\":\"101.2\",\"availEq\":\"90.5\"}");

        assertThatThrownBy(() -> theirs(body)).isInstanceOf(NumberFormatException.class);
        assertThat(read(body))
                .containsExactly(new Balance(TRADING, "USDT", new BigDecimal("101.2"), new BigDecimal("90.5")));
    }

    private List<Balance> theirs(String body) throws IOException {
        Draw draw = Draw.fixed();
        server.returns(body);
        return trading(credentials(draw), draw.moment());
    }
}
