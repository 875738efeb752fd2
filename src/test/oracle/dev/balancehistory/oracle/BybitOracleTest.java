package dev.balancehistory.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.bybit.Bybit;
import dev.balancehistory.oracle.Draw.Holding;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.bybit.BybitAdapters;
import org.knowm.xchange.bybit.dto.account.walletbalance.BybitCoinWalletBalance;
import org.knowm.xchange.bybit.service.BybitDigest;
import org.knowm.xchange.bybit.service.BybitJacksonObjectMapperFactory;

/** Compares both wallets. */
class BybitOracleTest extends XChangeContract {
    private static final String UNIFIED = "unified";
    private static final String FUNDING = "funding";
    private static final long WINDOW_MILLIS = 5_000;

    private final BybitWithWindow xchange = client(BybitWithWindow.class, new BybitJacksonObjectMapperFactory());

    BybitOracleTest() {
        super(Bybit.adapter());
    }

    @Override
    List<Endpoint> endpoints() {
        return List.of(
                endpoint(UNIFIED, this::unified, BybitOracleTest::unifiedBody),
                endpoint(FUNDING, this::funding, BybitOracleTest::fundingBody));
    }

    private List<Balance> unified(Credentials credentials, Moment moment) throws IOException {
        return coins(credentials, moment).stream().map(BybitOracleTest::coin).toList();
    }

    private List<BybitCoinWalletBalance> coins(Credentials credentials, Moment moment) throws IOException {
        return xchange.unified(
                        credentials.apiKey(),
                        BybitDigest.createInstance(credentials.secretText()),
                        moment::millis,
                        WINDOW_MILLIS,
                        "UNIFIED")
                .getResult()
                .getList()
                .get(0)
                .getCoin();
    }

    /** XChange's adapter takes other fields, so the amounts are those of its data object. */
    private static Balance coin(BybitCoinWalletBalance coin) {
        BigDecimal total = new BigDecimal(coin.getWalletBalance());
        return new Balance(UNIFIED, coin.getCoin(), total, total.subtract(new BigDecimal(coin.getLocked())));
    }

    private List<Balance> funding(Credentials credentials, Moment moment) throws IOException {
        return balances(
                FUNDING,
                BybitAdapters.adaptBybitBalances(xchange.funding(
                                credentials.apiKey(),
                                BybitDigest.createInstance(credentials.secretText()),
                                moment::millis,
                                WINDOW_MILLIS,
                                "FUND")
                        .getResult()));
    }

    private static String unifiedBody(List<Holding> holdings) {
        return unifiedBody(rows(
                holdings,
                each -> coin(
                        each.currency(), each.total().toString(), each.locked().toString(), "")));
    }

    private static String unifiedBody(String coins) {
        return """
                {"retCode":0,"retMsg":"OK","result":{"list":[{"accountType":"UNIFIED","totalEquity":"120.5","coin":[%s]}]},\
                "retExtInfo":{},"time":1700000000123}""".formatted(coins);
    }

    private static String coin(String currency, String total, String locked, String withdrawable) {
        return """
                {"coin":"%s","walletBalance":"%s","locked":"%s","equity":"7","availableToWithdraw":"%s","bonus":"0"}\
                """.formatted(currency, total, locked, withdrawable);
    }

    private static String fundingBody(List<Holding> holdings) {
        String coins = rows(
                holdings,
                each -> "{\"coin\":\"%s\",\"walletBalance\":\"%s\",\"transferBalance\":\"%s\",\"bonus\":\"\"}"
                        .formatted(each.currency(), each.total(), each.available()));
        return """
                {"retCode":0,"retMsg":"success","result":{"accountType":"FUND","memberId":"1","balance":[%s]},\
                "retExtInfo":{},"time":1700000000123}""".formatted(coins);
    }

    @Test
    void xchangeReadsEquityAndAFieldThatIsNoLongerInUse() throws IOException {
        String body = unifiedBody(coin("USDC", "19.07", "19", "0.01"));

        Balance theirs = balances(UNIFIED, BybitAdapters.adaptBybitBalances(coinsOf(body)))
                .get(0);

        assertThat(read(body))
                .containsExactly(new Balance(UNIFIED, "USDC", new BigDecimal("19.07"), new BigDecimal("0.07")));
        assertThat(theirs).isEqualTo(new Balance(UNIFIED, "USDC", new BigDecimal("7"), new BigDecimal("0.01")));
    }

    @Test
    void xchangeCanNotReadAnAccountWithoutThatField() throws IOException {
        String body = unifiedBody(coin("USDC", "19.07", "19", ""));

        List<BybitCoinWalletBalance> coins = coinsOf(body);

        assertThatThrownBy(() -> BybitAdapters.adaptBybitBalances(coins)).isInstanceOf(NumberFormatException.class);
        assertThat(read(body)).hasSize(1);
    }

    private List<BybitCoinWalletBalance> coinsOf(String body) throws IOException {
        Draw draw = Draw.fixed();
        server.returns(body);
        return coins(credentials(draw), draw.moment());
    }
}
