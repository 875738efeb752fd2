package dev.balancehistory.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.bitget.Bitget;
import dev.balancehistory.oracle.Draw.Holding;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.bitget.BitgetAdapters;
import org.knowm.xchange.bitget.BitgetAuthenticated;
import org.knowm.xchange.bitget.config.BitgetJacksonObjectMapperFactory;
import org.knowm.xchange.bitget.dto.account.BitgetBalanceDto;
import org.knowm.xchange.bitget.service.BitgetDigest;

/** Compares the wallet {@code spot}. */
class BitgetOracleTest extends XChangeContract {
    private static final String SPOT = "spot";

    private final BitgetAuthenticated xchange =
            client(BitgetAuthenticated.class, new BitgetJacksonObjectMapperFactory());

    BitgetOracleTest() {
        super(Bitget.adapter());
    }

    @Override
    List<Endpoint> endpoints() {
        return List.of(endpoint(SPOT, this::spot, holdings -> body(holdings, "0")));
    }

    private List<Balance> spot(Credentials credentials, Moment moment) throws IOException {
        List<BitgetBalanceDto> rows = xchange.balances(
                        credentials.apiKey(),
                        BitgetDigest.createInstance(credentials.secretText()),
                        credentials.passphrase(),
                        moment::millis,
                        null)
                .getData();
        return balances(SPOT, BitgetAdapters.toWallet(rows));
    }

    private static String body(List<Holding> holdings, String locked) {
        String rows = rows(holdings, each -> """
                {"coin":"%s","available":"%s","frozen":"%s","locked":"%s","limitAvailable":"0","uTime":"1700000000000"}\
                """.formatted(each.currency(), each.available(), each.locked(), locked));
        return "{\"code\":\"00000\",\"msg\":\"success\",\"requestTime\":1700000000123,\"data\":[%s]}".formatted(rows);
    }

    @Test
    void xchangeLeavesOutLockedCoins() throws IOException {
        String body = body(List.of(new Holding("BTC", new BigDecimal("0.3"), new BigDecimal("0.1"))), "0.05");
        BigDecimal available = new BigDecimal("0.3");
        Draw draw = Draw.fixed();
        server.returns(body);

        assertThat(read(body)).containsExactly(new Balance(SPOT, "BTC", new BigDecimal("0.45"), available));
        assertThat(spot(credentials(draw), draw.moment()))
                .containsExactly(new Balance(SPOT, "BTC", new BigDecimal("0.4"), available));
    }
}
