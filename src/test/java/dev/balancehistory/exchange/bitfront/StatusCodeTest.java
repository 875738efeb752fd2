package dev.balancehistory.exchange.bitfront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.http.Classifying;
import dev.balancehistory.exchange.http.WireFixture;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.process.Outcome;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCodeTest extends WireFixture {
    private static final int MANY = 1_000;

    @ParameterizedTest
    @CsvFileSource(resources = "status-codes.csv", useHeadersInDisplayName = true)
    void eachCodeHasItsDisposition(int first, int last, String meaning, Disposition disposition, Outcome outcome) {
        int some = (int) Math.min(MANY, (long) last - first);
        IntStream.concat(IntStream.rangeClosed(first, first + some), IntStream.of(last))
                .forEach(code -> {
                    assertThat(classified(code).disposition()).as("%s", code).isEqualTo(disposition);
                    assertThat(classified(code).disposition().outcome()).isEqualTo(outcome);
                });
    }

    @ParameterizedTest
    @CsvFileSource(resources = "status-codes.csv", useHeadersInDisplayName = true)
    void eachCodeHasItsOutcomeAndNumberOfRequests(
            int first, int last, String meaning, Disposition disposition, Outcome outcome, int requests) {
        exchange.always(KEY, Misbehaviour.statusCode(first, meaning));

        FetchResult fetched = fetchPatiently();

        assertThat(fetched.outcome()).isEqualTo(outcome);
        assertThat(fetched.problem()).startsWith("the exchange reports " + first + " (" + meaning + ")");
        assertThat(exchange.requests(KEY)).isEqualTo(requests);
        assertThat(exchange.timeRequests()).isEqualTo(disposition == Disposition.CLOCK_REJECTED ? 1 : 0);
        assertThat(fetched.responses()).hasSize(requests).allSatisfy(response -> {
            assertThat(response.state()).isEqualTo(ResponseState.FAILED);
            assertThat(response.status()).isEqualTo(Integer.toString(first));
            assertThat(response.statusMessage()).isEqualTo(meaning);
            assertThat(response.responseTime()).isNotNull();
            assertThat(response.timeSource()).isEqualTo(TimeSource.BODY);
            assertThat(response.body().bytes()).asString().contains("\"statusCode\":" + first);
        });
    }

    @ParameterizedTest
    @CsvFileSource(resources = "status-codes.csv", useHeadersInDisplayName = true)
    void aTemporaryCodeBeforeASuccessIsDone(
            int first, int last, String meaning, Disposition disposition, Outcome outcome, int requests) {
        exchange.next(KEY, Misbehaviour.statusCode(first, meaning));

        FetchResult fetched = fetchPatiently();

        assertThat(fetched.outcome()).isEqualTo(requests == 1 ? outcome : Outcome.DONE);
        assertThat(exchange.requests(KEY)).isEqualTo(Math.min(requests, 2));
    }

    @Test
    void aSuccessIsStoredByteForByte() {
        Attempt attempt = fetch();
        RawResponse response = attempt.response();
        assertThat(attempt.disposition()).isEqualTo(Disposition.SUCCESS);
        assertThat(response.state()).isEqualTo(ResponseState.RECEIVED);
        assertThat(response.reason()).isNull();
        assertThat(response.status()).isEqualTo("1000");
        assertThat(response.statusMessage()).isEqualTo("SUCCESS");
        assertThat(response.responseTime())
                .isEqualTo(exchange.served(KEY).get(0).responseTime());
        assertThat(response.timeSource()).isEqualTo(TimeSource.BODY);
        assertThat(response.format()).isEqualTo("bitfront/1");
        assertThat(response.body().bytes())
                .asString()
                .startsWith("{\"timezone\":\"UTC\"")
                .contains("1000107794.9999858");
        assertThat(response.receivedAt()).isAfter(response.requestedAt());
    }

    @ParameterizedTest
    @CsvSource({
        "1202, check that the key belongs to the account",
        "4101, check that the key belongs to the account",
        "4001, whether a proxy drops the X-API headers",
        "4003, check the secret",
        "6000, check the key and its permissions",
        "6001, check the key and its permissions",
        "6002, check the key and its permissions",
        "6003, this machine's IP address is not on the key's allow-list",
        "6004, too many accounts share it",
        "4005, the key is used by something else too"
    })
    void eachCodeForTheOperatorHasAnAdvice(int code, String advice) {
        assertThat(classified(code).response().reason()).contains(advice);
    }

    private static Attempt classified(int code) {
        byte[] body = Sample.bytes(Sample.failure(code, "\"why\""));
        Attempt attempt = Classifying.of(Bitfront.adapter(), 200, "application/json", body, Sample.TIME);
        Reasons.assertFitToBeShown(attempt.response().reason());
        return attempt;
    }
}
