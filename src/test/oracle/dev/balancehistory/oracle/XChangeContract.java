package dev.balancehistory.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.http.Adapter;
import dev.balancehistory.exchange.http.Request;
import dev.balancehistory.oracle.Draw.Holding;
import dev.balancehistory.oracle.LoopbackExchange.Sent;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.knowm.xchange.dto.account.Wallet;
import si.mazi.rescu.ClientConfig;
import si.mazi.rescu.RestProxyFactory;
import si.mazi.rescu.serialization.jackson.DefaultJacksonObjectMapperFactory;
import si.mazi.rescu.serialization.jackson.JacksonObjectMapperFactory;

/**
 * Lets XChange send its request to a server on loopback, and compares it with the adapter's byte for byte. Then both read
 * the same random bodies.
 *
 * <p>These adapters have no oracle, since XChange lacks the module or the endpoint in the version that is used:
 *
 * <ul>
 *   <li>Bitfront and MEXC: no module;
 *   <li>Bithumb and Coinbase: an older API only; {@link TokenTest} reads their tokens by another library;
 *   <li>Bitstamp: the older list of balances, so that the signature alone is compared;
 *   <li>Kraken: the list of totals, without the part that is held;
 *   <li>Binance: its funding wallet.
 * </ul>
 */
abstract class XChangeContract {
    private static final int SIGNED_ROUNDS = 100;
    private static final int READ_ROUNDS = 30;

    private final Adapter adapter;
    final LoopbackExchange server = new LoopbackExchange();

    XChangeContract(Adapter adapter) {
        this.adapter = adapter;
    }

    /** XChange's call for the balances of a wallet, and what it reads in the response. */
    @FunctionalInterface
    interface Call {
        List<Balance> balances(Credentials credentials, Moment moment) throws IOException;
    }

    /**
     * An endpoint that both know.
     *
     * @param wallet the adapter's name of the wallet
     * @param request the adapter's request, not signed yet
     * @param call the same request of XChange
     * @param body writes the exchange's body with these holdings
     */
    record Endpoint(String wallet, Request request, Call call, Function<List<Holding>, String> body) {}

    /** Returns what both know. */
    abstract List<Endpoint> endpoints();

    /** Returns a random secret, in the form of the exchange. */
    Credentials credentials(Draw draw) {
        return draw.credentials(adapter.baseUrl());
    }

    /** Returns the adapter's headers in the form in which XChange sends them; without those that it does not send. */
    Map<String, String> asXChangeSends(Map<String, String> headers) {
        return headers;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Returns XChange's client of an interface, connected to the server. */
    <T> T client(Class<T> api) {
        return client(api, new DefaultJacksonObjectMapperFactory());
    }

    <T> T client(Class<T> api, JacksonObjectMapperFactory json) {
        ClientConfig config = new ClientConfig();
        config.setJacksonObjectMapperFactory(json);
        return RestProxyFactory.createProxy(api, server.url(), config);
    }

    @TestFactory
    Stream<DynamicTest> bothSendTheSameRequest() {
        return endpoints().stream()
                .map(endpoint -> DynamicTest.dynamicTest(endpoint.wallet(), () -> {
                    for (int round = 0; round < SIGNED_ROUNDS; round++) {
                        Draw draw = new Draw(round);
                        assertSameRequest(endpoint, credentials(draw), draw.moment(), Draw.place(round));
                    }
                }));
    }

    private void assertSameRequest(Endpoint endpoint, Credentials credentials, Moment moment, String place)
            throws IOException {
        server.returns(endpoint.body().apply(List.of()));
        endpoint.call().balances(credentials, moment);
        Sent theirs = server.onlyRequest();

        Request ours = adapter.signer().sign(endpoint.request(), credentials, moment);

        assertThat(theirs.method()).as(place).isEqualTo(ours.method());
        assertThat(theirs.target()).as(place).isEqualTo(ours.pathWithQuery());
        assertThat(theirs.body()).as(place).isEqualTo(ours.body());
        Map<String, String> headers = asXChangeSends(ours.headers());
        assertThat(headers)
                .allSatisfy((name, value) ->
                        assertThat(theirs.headers()).as(place).containsEntry(normal(name), List.of(value)));
    }

    /** The server shows each name with one capital letter. */
    private static String normal(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    @TestFactory
    Stream<DynamicTest> bothReadTheSameBalances() {
        return endpoints().stream()
                .map(endpoint -> DynamicTest.dynamicTest(endpoint.wallet(), () -> {
                    for (int round = 0; round < READ_ROUNDS; round++) {
                        Draw draw = new Draw(round);
                        assertSameBalances(endpoint, credentials(draw), draw, Draw.place(round));
                    }
                }));
    }

    private void assertSameBalances(Endpoint endpoint, Credentials credentials, Draw draw, String place)
            throws IOException {
        List<Holding> holdings = draw.holdings();
        String body = endpoint.body().apply(holdings);
        server.returns(body);

        List<Balance> ours = read(body);
        List<Balance> theirs = endpoint.call().balances(credentials, draw.moment());

        // Record by record, so that the scale counts too.
        assertThat(ours).as(place).isEqualTo(written(endpoint.wallet(), holdings));
        assertThat(sorted(theirs))
                .as(place)
                .usingRecursiveFieldByFieldElementComparator(valuesOnly())
                .isEqualTo(ours);
    }

    private static RecursiveComparisonConfiguration valuesOnly() {
        return RecursiveComparisonConfiguration.builder()
                .withComparatorForType(Comparator.<BigDecimal>naturalOrder(), BigDecimal.class)
                .build();
    }

    private static List<Balance> written(String wallet, List<Holding> holdings) {
        return sorted(holdings.stream()
                .map(each -> new Balance(wallet, each.currency(), each.total(), each.available()))
                .toList());
    }

    static List<Balance> sorted(List<Balance> balances) {
        return balances.stream().sorted(Balance.KEY_ORDER).toList();
    }

    /** Returns what the adapter reads, in order. */
    List<Balance> read(String body) {
        Reading reading = adapter.reader().read(ResponseBody.of(body.getBytes(UTF_8)), Instant.now());
        assertThat(reading).isInstanceOf(Reading.Success.class);
        return ((Reading.Success) reading).balances();
    }

    /** Returns the balances that XChange has made of a response. */
    static List<Balance> balances(String name, Wallet wallet) {
        return wallet.balances().stream()
                .map(each ->
                        new Balance(name, each.getCurrency().getCurrencyCode(), each.getTotal(), each.getAvailable()))
                .toList();
    }

    /** Returns the JSON of one object for each holding, separated by commas. */
    static String rows(List<Holding> holdings, Function<Holding, String> row) {
        return holdings.stream().map(row).collect(Collectors.joining(","));
    }
}
