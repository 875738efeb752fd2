package dev.balancehistory.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.AccountFetch;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.Moment;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTest {
    private static final Request REQUEST =
            Request.get("/a").query("b", "1 +/=&~*").query("c", "１");

    @Test
    void parametersAreEncodedAsTheyAreSent() {
        assertThat(REQUEST.queryString()).isEqualTo("b=1%20%2B%2F%3D%26~%2A&c=%EF%BC%91");
        assertThat(REQUEST.plainQuery()).isEqualTo("b=1 +/=&~*&c=１");
        assertThat(REQUEST.pathWithQuery()).isEqualTo("/a?" + REQUEST.queryString());
        assertThat(REQUEST.uri(URI.create("https://x.example/base")))
                .hasToString("https://x.example/base/a?" + REQUEST.queryString());
        assertThat(Request.get("/a").pathWithQuery()).isEqualTo("/a");
    }

    @Test
    void aParameterOfTheSameNameIsReplacedInItsPlace() {
        assertThat(REQUEST.query("b", "2").queryString()).isEqualTo("b=2&c=%EF%BC%91");
        assertThat(Request.post("/").field("n", "1").field("n", "2").body()).isEqualTo("n=2");
    }

    @Test
    void aRequestShowsNoParameter() {
        assertThat(REQUEST).hasToString("GET /a");
    }

    @Test
    void aPostIsSentOnceIfTheConnectionEnds() throws Exception {
        Adapter adapter = Adapter.named("x", "https://x.example")
                .wallet("spot", Request.post("/private").field("otp", "1"))
                .signedBy((request, credentials, moment) -> request.field("nonce", Long.toString(moment.nonce())))
                .readBy(new JsonReader("x/1", json -> Part.of(List.of())))
                .build();
        try (AbruptServer server = new AbruptServer(request -> "");
                HttpTransport transport = new HttpTransport(WireFixture.http())) {
            HttpSource source = new HttpSource(adapter, transport);
            Credentials credentials = new Credentials(server.baseUrl(), "CANARYKEY", "CANARYSECRET");
            for (int i = 1; i <= 20; i++) {
                AccountFetch fetch = source.prepare(credentials);
                Attempt attempt = fetch.send(Moment.of(Instant.EPOCH, i), WireFixture.PATIENCE);
                assertThat(attempt.disposition()).isEqualTo(Disposition.TRANSIENT);
                assertThat(server.requests()).hasSize(i).last().asString().startsWith("POST /private HTTP/1.1");
            }
        }
    }
}
