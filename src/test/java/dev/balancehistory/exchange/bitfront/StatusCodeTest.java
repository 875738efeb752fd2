package dev.balancehistory.exchange.bitfront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.localexchange.Misbehaviour;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCodeTest extends WireFixture {
    private static final int MANY = 1_000;

    @ParameterizedTest
    @CsvFileSource(resources = "status-codes.csv", useHeadersInDisplayName = true)
    void eachCodeHasItsVerdict(int first, int last, String meaning, Disposition verdict, Outcome outcome) {
        int some = (int) Math.min(MANY, (long) last - first);
        IntStream.concat(IntStream.rangeClosed(first, first + some), IntStream.of(last))
                .forEach(code -> {
                    assertThat(judged(code).verdict()).as("%s", code).isEqualTo(verdict);
                    assertThat(judged(code).verdict().outcome()).isEqualTo(outcome);
                });
    }

    @ParameterizedTest
    @CsvFileSource(resources = "status-codes.csv", useHeadersInDisplayName = true)
    void eachCodeEndsAsItShouldAfterAsManyRequestsAsItShould(
            int first, int last, String meaning, Disposition verdict, Outcome outcome, int requests) {
        exchange.always(KEY, Misbehaviour.statusCode(first, meaning));

        FetchResult asked = askPatiently();

        assertThat(asked.outcome()).isEqualTo(outcome);
        assertThat(asked.problem()).startsWith("the exchange answers " + first + " (" + meaning + ")");
        assertThat(exchange.requests(KEY)).isEqualTo(requests);
        assertThat(exchange.timeRequests()).isEqualTo(verdict == Disposition.CLOCK_REFUSED ? 1 : 0);
        assertThat(asked.answers()).hasSize(requests).allSatisfy(answer -> {
            assertThat(answer.state()).isEqualTo(ResponseState.FAILED);
            assertThat(answer.status()).isEqualTo(Integer.toString(first));
            assertThat(answer.statusMessage()).isEqualTo(meaning);
            assertThat(answer.responseTime()).isNotNull();
            assertThat(answer.timeSource()).isEqualTo(TimeSource.BODY);
            assertThat(answer.body().bytes()).asString().contains("\"statusCode\":" + first);
        });
    }

    @ParameterizedTest
    @CsvFileSource(resources = "status-codes.csv", useHeadersInDisplayName = true)
    void eachCodeThatMayPassIsForgottenOnceItHas(
            int first, int last, String meaning, Disposition verdict, Outcome outcome, int requests) {
        exchange.next(KEY, Misbehaviour.statusCode(first, meaning));

        FetchResult asked = askPatiently();

        assertThat(asked.outcome()).isEqualTo(requests == 1 ? outcome : Outcome.DONE);
        assertThat(exchange.requests(KEY)).isEqualTo(Math.min(requests, 2));
    }

    @Test
    void successIsKeptByteForByteToBeRecorded() {
        Attempt reply = ask();
        RawResponse answer = reply.answer();
        assertThat(reply.verdict()).isEqualTo(Disposition.ANSWERED);
        assertThat(answer.state()).isEqualTo(ResponseState.RECEIVED);
        assertThat(answer.reason()).isNull();
        assertThat(answer.status()).isEqualTo("1000");
        assertThat(answer.statusMessage()).isEqualTo("SUCCESS");
        assertThat(answer.responseTime()).isEqualTo(exchange.served(KEY).get(0).responseTime());
        assertThat(answer.timeSource()).isEqualTo(TimeSource.BODY);
        assertThat(answer.format()).isEqualTo("bitfront/1");
        assertThat(answer.body().bytes())
                .asString()
                .startsWith("{\"timezone\":\"UTC\"")
                .contains("1000107794.9999858");
        assertThat(answer.receivedAt()).isAfter(answer.requestedAt());
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
    void thePersonWhoCanHelpIsToldHow(int code, String advice) {
        assertThat(judged(code).answer().reason()).contains(advice);
    }

    private static Attempt judged(int code) {
        byte[] body = Sample.bytes(Sample.failure(code, "\"why\""));
        Attempt reply =
                new ResponseClassifier(Sample.TIME, Sample.TIME).of(new HttpBody(200, "application/json", body, null, null));
        Reasons.assertFitToBeShown(reply.answer().reason());
        return reply;
    }
}
