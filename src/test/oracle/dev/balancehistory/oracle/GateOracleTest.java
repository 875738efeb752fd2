package dev.balancehistory.oracle;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.gate.Gate;
import dev.balancehistory.oracle.Draw.Holding;
import java.io.IOException;
import java.util.List;
import org.knowm.xchange.gateio.GateioV4Authenticated;
import org.knowm.xchange.gateio.config.GateioJacksonObjectMapperFactory;
import org.knowm.xchange.gateio.dto.account.GateioCurrencyBalance;
import org.knowm.xchange.gateio.service.GateioV4Digest;

/** Compares the wallet {@code spot}. */
class GateOracleTest extends XChangeContract {
    private static final String SPOT = "spot";

    private final GateioV4Authenticated xchange =
            client(GateioV4Authenticated.class, new GateioJacksonObjectMapperFactory());

    GateOracleTest() {
        super(Gate.adapter());
    }

    @Override
    List<Endpoint> endpoints() {
        return List.of(endpoint(SPOT, this::spot, GateOracleTest::body));
    }

    private List<Balance> spot(Credentials credentials, Moment moment) throws IOException {
        return xchange
                .getSpotAccounts(
                        credentials.apiKey(),
                        () -> moment.now().getEpochSecond(),
                        GateioV4Digest.createInstance(credentials.secretText()),
                        null)
                .stream()
                .map(GateOracleTest::balance)
                .toList();
    }

    private static Balance balance(GateioCurrencyBalance row) {
        return new Balance(
                SPOT, row.getCurrency().getCurrencyCode(), row.getAvailable().add(row.getLocked()), row.getAvailable());
    }

    private static String body(List<Holding> holdings) {
        return "[%s]"
                .formatted(rows(
                        holdings,
                        each -> "{\"currency\":\"%s\",\"available\":\"%s\",\"locked\":\"%s\",\"update_id\":1}"
                                .formatted(each.currency(), each.available(), each.locked())));
    }
}
