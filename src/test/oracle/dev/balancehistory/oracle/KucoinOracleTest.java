package dev.balancehistory.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.http.Request;
import dev.balancehistory.exchange.kucoin.Kucoin;
import dev.balancehistory.oracle.Draw.Holding;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.dto.account.Wallet;
import org.knowm.xchange.kucoin.KucoinAdapters;
import org.knowm.xchange.kucoin.service.AccountAPI;
import org.knowm.xchange.kucoin.service.KucoinDigest;

/** Compares the accounts of the type {@code trade}. */
class KucoinOracleTest extends XChangeContract {
    private static final String ALL = "all";
    private static final String TRADE = "trade";
    private static final String VERSION = "KC-API-KEY-VERSION";
    private static final String PASSPHRASE = "KC-API-PASSPHRASE";

    private final AccountAPI xchange = client(AccountAPI.class);

    KucoinOracleTest() {
        super(Kucoin.adapter());
    }

    @Override
    List<Endpoint> endpoints() {
        return List.of(new Endpoint(TRADE, request(ALL), this::accounts, KucoinOracleTest::body));
    }

    /** XChange sends the passphrase as it is: see below. */
    @Override
    Map<String, String> asXChangeSends(Map<String, String> headers) {
        Map<String, String> fewer = new HashMap<>(headers);
        fewer.keySet().removeAll(List.of(VERSION, PASSPHRASE));
        return fewer;
    }

    private List<Balance> accounts(Credentials credentials, Moment moment) throws IOException {
        return balances(
                TRADE,
                Wallet.Builder.from(xchange
                                .getAccountList(
                                        credentials.apiKey(),
                                        KucoinDigest.createInstance(credentials.secretText()),
                                        moment::millis,
                                        credentials.passphrase(),
                                        null,
                                        null)
                                .getData()
                                .stream()
                                .map(KucoinAdapters::adaptBalance)
                                .toList())
                        .build());
    }

    private static String body(List<Holding> holdings) {
        return "{\"code\":\"200000\",\"data\":[%s]}"
                .formatted(rows(
                        holdings,
                        each ->
                                "{\"id\":\"1\",\"currency\":\"%s\",\"type\":\"trade\",\"balance\":\"%s\",\"available\":\"%s\",\"holds\":\"%s\"}"
                                        .formatted(each.currency(), each.total(), each.available(), each.locked())));
    }

    @Test
    void xchangeSendsThePassphraseInClearAsKeysOfVersion1Did() throws IOException {
        Draw draw = Draw.fixed();
        Credentials credentials = credentials(draw);
        Moment moment = draw.moment();
        server.returns(body(List.of()));
        accounts(credentials, moment);

        Map<String, List<String>> theirs = server.onlyRequest().headers();
        Request ours = Kucoin.adapter().signer().sign(request(ALL), credentials, moment);

        assertThat(theirs).containsEntry(normal(PASSPHRASE), List.of(credentials.passphrase()));
        assertThat(theirs).doesNotContainKey(normal(VERSION));
        assertThat(ours.headers()).containsEntry(VERSION, "3");
        assertThat(ours.headers().get(PASSPHRASE)).isNotEqualTo(credentials.passphrase());
    }
}
