package dev.balancehistory.exchange.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.FetchOnce;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.contract.ScriptedServer.Response;
import dev.balancehistory.exchange.http.Adapter;
import dev.balancehistory.exchange.http.HttpSource;
import dev.balancehistory.exchange.http.HttpTransport;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.JsonReader;
import dev.balancehistory.exchange.http.Part;
import dev.balancehistory.exchange.http.Request;
import dev.balancehistory.support.Patience;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A wallet whose second path is in the first response, as the page on adapters describes it. */
class FollowingPathTest {
    private final ScriptedServer server = new ScriptedServer();
    private final HttpTransport transport =
            new HttpTransport(new HttpSettings(Patience.LIMIT, Patience.LIMIT, 256 * 1024, 1));
    private final HttpSource source = new HttpSource(
            Adapter.named("example", "https://api.example.com")
                    .wallet(
                            "earn",
                            Request.get("/accounts/earn"),
                            (before, id) -> Request.get("/accounts/" + id + "/balance"))
                    .signedBy((request, credentials, moment) -> request.header("Key", credentials.apiKey()))
                    .readBy(new JsonReader("example/1", FollowingPathTest::read))
                    .build(),
            transport);

    private static Part read(Json body) {
        if (body.has("id")) {
            return Part.of(List.of()).followedBy(Long.toString(body.integer("id")));
        }
        return Part.of(body.array("balances").stream()
                .map(row -> row.balance("earn", row.text("code"), row.amount("held"), row.amount("held")))
                .toList());
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    @Test
    void theSecondPathComesFromTheFirstResponse() {
        server.next(List.of(json("{\"id\":7}"), json("{\"balances\":[{\"code\":\"BTC\",\"held\":\"1.50\"}]}")));

        Attempt attempt =
                FetchOnce.of(source, new Credentials(server.baseUrl(), "any-key", "any-secret"), Patience.LIMIT);

        assertThat(attempt.disposition()).isEqualTo(Disposition.SUCCESS);
        assertThat(server.received())
                .extracting(ScriptedServer.Received::path)
                .containsExactly("/accounts/earn", "/accounts/7/balance");
        RawResponse response = attempt.response();
        BigDecimal held = new BigDecimal("1.50");
        assertThat(source.reader().read(response.body(), response.receivedAt()))
                .isInstanceOfSatisfying(
                        Reading.Success.class,
                        success ->
                                assertThat(success.balances()).containsExactly(new Balance("earn", "BTC", held, held)));
    }

    private static Response json(String body) {
        return Response.json(body.getBytes(UTF_8));
    }
}
