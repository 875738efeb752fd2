package dev.balancehistory.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.WireFault;
import dev.balancehistory.process.Outcome;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that differs from the exchange's, in virtual time. */
class ClockTest extends WireFixture {
    @Override
    protected Settings settings() {
        return super.settings().withClock(time.clock());
    }

    @ParameterizedTest
    @Tag("T1")
    @CsvSource({
        "PT0.9S, 1",
        "PT-0.9S, 1",
        "PT-4S, 1",
        "PT3S, 2",
        "PT-6S, 2",
        "PT1H, 2",
        "P1D, 2",
        "P-1D, 2",
        "P40D, 2",
        "P-400D, 2"
    })
    void aWrongClockIsMeasuredAndCorrected(Duration ahead, int requests) {
        FetchResult fetched = fetchBy(InstantSource.offset(time.clock(), ahead));
        assertThat(fetched.outcome()).isEqualTo(Outcome.DONE);
        assertThat(fetched.responses()).hasSize(requests);
        assertThat(exchange.timeRequests()).isEqualTo(requests - 1);
        RawResponse response = fetched.responses().get(requests - 1);
        if (requests == 2) {
            assertThat(fetched.warning()).contains(ahead.isNegative() ? " ms behind " : " ms ahead of ");
            assertThat(response.requestedAt()).isEqualTo(response.responseTime());
        }
        assertThat(source.reader().read(response.body(), response.receivedAt())).isInstanceOf(Reading.Success.class);
    }

    @ParameterizedTest
    @Tag("T1")
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"timezone\":\"GMT\",\"responseTime\":1525239801363}",
                "{\"responseTime\":\"now\"}",
                "{\"responseTime\":9223372036854775807}",
                "{\"responseTime\":-1}",
                "{\"responseTime\":1525239801363",
                "{\"timezone\":\"UTC\"}",
                "<html>",
                "CANARYKEY7f3a9c51d2e4"
            })
    void anExchangeWithoutATimeIsUnreachable(String body) {
        exchange.always(KEY, Misbehaviour.statusCode(4013, "Invalid timestamp"));
        exchange.nextTime(Misbehaviour.body(body));
        FetchResult fetched = fetchBy(time.clock());
        assertThat(fetched.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(fetched.problem())
                .isEqualTo("the exchange reports 4013 (Invalid timestamp); the exchange's clock could not be read:"
                        + " /v1/public/time returned no time");
        assertThat(fetched.responses()).hasSize(1);
    }

    @ParameterizedTest
    @Tag("T1")
    @MethodSource
    void anExchangeWithoutAResponseToTheTimeRequestIsUnreachable(Misbehaviour fault, String reason) {
        exchange.always(KEY, Misbehaviour.statusCode(6005, "Invalid request timestamp"));
        exchange.alwaysTime(fault);
        FetchResult fetched = fetchBy(time.clock());
        assertThat(fetched.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(fetched.problem())
                .contains("; the exchange's clock could not be read: ")
                .contains(reason);
        assertThat(exchange.timeRequests()).isOne();
    }

    private FetchResult fetchBy(InstantSource clock) {
        return fetchPatiently(time.deadline(Duration.ofSeconds(60)), clock);
    }

    static List<Arguments> anExchangeWithoutAResponseToTheTimeRequestIsUnreachable() {
        return List.of(
                Arguments.of(Misbehaviour.httpStatus(503, null, "down"), "/v1/public/time returned HTTP 503"),
                Arguments.of(Misbehaviour.redirect(URI.create("http://127.0.0.1:9"), 302), "returned HTTP 302"),
                Arguments.of(Misbehaviour.large(MAX_BYTES + 1), "HTTP 200, and the response is larger than"),
                Arguments.of(WireFault.closeWithoutResponse(), "the connection ended"),
                Arguments.of(WireFault.truncated(20), "content-length"));
    }
}
