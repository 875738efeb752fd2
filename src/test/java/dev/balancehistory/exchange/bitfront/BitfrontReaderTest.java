package dev.balancehistory.exchange.bitfront;

import static dev.balancehistory.exchange.bitfront.Sample.ENTRY;
import static dev.balancehistory.exchange.bitfront.Sample.TIME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.Reading;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitfrontReaderTest {
    private static final Instant RECEIVED = TIME.plusMillis(200);
    private static final String GOOD = Sample.listing("[" + ENTRY + "]");
    private static final String FORTY = "1234567890123456789012345678901234567890";
    private static final String THIRTY = "123456789012345678901234567890";

    @Test
    void thePublishedExampleIsReadDigitForDigit() {
        Reading.Success success = success(Sample.published());
        assertThat(success.responseTime()).isEqualTo("2018-05-02T05:43:21.363Z");
        assertThat(success.balances())
                .extracting(
                        Balance::wallet,
                        Balance::currency,
                        b -> b.total().toString(),
                        b -> b.available().toString())
                .containsExactlyInAnyOrder(
                        tuple("spot", "BCH", "1000000000", "1000000000"),
                        tuple("spot", "XRP", "1000003043.7", "1000002063.7"),
                        tuple("spot", "ETH", "1000107794.9999858", "1000107794.9999858"),
                        tuple("spot", "BTC", "3999974992.35615", "3999970806.72614"),
                        tuple("spot", "USDT", "1000000000", "999998671.673"));
    }

    @Test
    void aFailureHasTheCodeAndTheMessageOfTheExchange() {
        Reading.Success success = (Reading.Success) read(GOOD);
        assertThat(success.status()).isEqualTo("1000");
        assertThat(success.message()).isEqualTo("SUCCESS");
        assertThat(read(Sample.failure(6003, "\"not here\""))).isEqualTo(new Reading.Failure(TIME, "6003", "not here"));
    }

    @Test
    @Tag("H10")
    void anEmptyListIsASnapshotWithoutBalances() {
        assertThat(success(Sample.listing("[]")).balances()).isEmpty();
    }

    @Test
    @Tag("H11")
    void aDebtAndAnExcessiveAvailableAmountAreReadAsSent() {
        Balance balance =
                success(Sample.holding("\"A\"", "-5.5", "7")).balances().get(0);
        assertThat(balance).isEqualTo(new Balance("spot", "A", new BigDecimal("-5.5"), new BigDecimal("7")));
    }

    @ParameterizedTest
    @Tag("H6")
    @ValueSource(
            strings = {
                "1",
                "\"text\"",
                "null",
                "true",
                "[]",
                "{}",
                "[[1],{\"a\":{}}]",
                "1e400",
                "-0.0E-99999999999",
                "{\"timezone\":1}",
                "\"\\ud800\"",
                "\"\\u0000\""
            })
    void anUndocumentedFieldIsIgnored(String value) {
        assertThat(success(GOOD.replaceFirst("\\{", "{\"extra\":" + value + ","))
                        .balances())
                .hasSize(1);
        assertThat(success(GOOD.replace("{\"currency\"", "{\"extra\":" + value + ",\"currency\""))
                        .balances())
                .hasSize(1);
    }

    @Test
    @Tag("H6")
    void anIgnoredFieldMayBeNestedUpToALimit() {
        String deep = "[".repeat(31) + "]".repeat(31);
        assertThat(success(Sample.with("extra", deep)).balances()).isNotEmpty();
    }

    @ParameterizedTest
    @Tag("H6")
    @ValueSource(
            strings = {
                " {timezone}",
                "{timezone} ",
                "\r\n\t{timezone}\r\n\t",
                "{ timezone }",
            })
    void whiteSpaceIsIgnored(String form) {
        String inner = GOOD.substring(1, GOOD.length() - 1);
        assertThat(success(form.replace("timezone", inner)).balances()).hasSize(1);
        assertThat(success(GOOD.replace(",", " ,\n").replace(":", "\t: ")).balances())
                .hasSize(1);
    }

    @Test
    void fieldsMayHaveAnyOrderAndAnyEscapes() {
        String body =
                "{\"responseData\":[{\"availableBalance\":1,\"\\u0062alance\":2,\"currency\":\"\\u0042\\u0054C\"}],"
                        + "\"statusMessage\":\"S\\/\\\"\",\"status\\u0043ode\":1000,\"responseTime\":1525239801363,"
                        + "\"timezone\":\"\\u0055TC\"}";
        Reading.Success success = (Reading.Success) read(body);
        assertThat(success.message()).isEqualTo("S/\"");
        assertThat(success.balances())
                .containsExactly(new Balance("spot", "BTC", new BigDecimal("2"), new BigDecimal("1")));
    }

    @ParameterizedTest
    @Tag("H6")
    @CsvSource({
        "1E+2, 100",
        "1e2, 100",
        "-0, 0",
        "-0.0, 0",
        "0E-30, 0",
        "0E+39, 0",
        "1.50, 1.5",
        "1E+39, 1E+39",
        "-1.5e-3, -0.0015"
    })
    void aNumberIsReadInEachOfItsForms(String sent, BigDecimal number) {
        Balance balance =
                success(Sample.holding("\"A\"", sent, sent)).balances().get(0);
        assertThat(balance.total()).isEqualByComparingTo(number);
        assertThat(balance.available()).isEqualByComparingTo(number);
    }

    @ParameterizedTest
    @Tag("H9")
    @CsvSource(
            delimiter = '|',
            value = {
                "=cmd | =cmd",
                "../x | ../x",
                "\u5e01\u5b89\u4eba\u751f | \u5e01\u5b89\u4eba\u751f",
                "\\u5e01\\u5b89 | \u5e01\u5b89",
                "\\ud83d\\ude00 | \ud83d\ude00",
                "A\\/\\\\\\\"B | A/\\\"B"
            })
    void aVisibleCurrencyCodeStaysAsSent(String sent, String code) {
        assertThat(success(Sample.holding('"' + sent + '"', "1", "1")).balances())
                .extracting(Balance::currency)
                .containsExactly(code);
    }

    @Test
    @Tag("H6")
    void theDigitsStayAsSent() {
        Balance balance =
                success(Sample.holding("\"A\"", "1.50", "0.000")).balances().get(0);
        assertThat(balance.total()).hasToString("1.50");
        assertThat(balance.available()).hasToString("0.000");
    }

    @Test
    @Tag("H7")
    void seventyDigitsStayAsSent() {
        String most = "-" + FORTY + "." + THIRTY;
        assertThat(success(Sample.holding("\"A\"", most, most))
                        .balances()
                        .get(0)
                        .total())
                .hasToString(most);
    }

    @Test
    void utf8OfEveryLengthIsReadAndShownIfItIsPrintable() {
        Reading.Success success = (Reading.Success)
                read(GOOD.replace("SUCCESS", "a\u00e9\uc794\ud83d\ude00\u202e\u007f\\ud800\\u0000\\n\\u001b[31m"));
        assertThat(success.message()).isEqualTo("a\u00e9\uc794\ud83d\ude00??????[31m");
    }

    @Test
    void aLongMessageOfTheExchangeIsShortened() {
        String words = "\ud83d\ude00".repeat(50_000);
        assertThat(((Reading.Success) read(GOOD.replace("SUCCESS", words)))
                        .message()
                        .length())
                .isLessThanOrEqualTo(200);
        assertThat(((Reading.Failure) read(Sample.failure(5000, "\"" + words + "\"")))
                        .message()
                        .length())
                .isLessThanOrEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"responseData\":null",
                ",\"responseData\":{}",
                ",\"responseData\":[{\"balance\":\"1\"},null]"
            })
    void aFailureIsReadWithAnyData(String data) {
        String body = Sample.failure(4003, "\"Invalid signature\"").replace("}", data + "}");
        assertThat(read(body)).isEqualTo(new Reading.Failure(TIME, "4003", "Invalid signature"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1, 999, 1001, -1000, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void everyCodeExceptOneIsAFailure(int code) {
        assertThat(read(Sample.failure(code, "\"\""))).isEqualTo(new Reading.Failure(TIME, Integer.toString(code), ""));
    }

    @Test
    @Tag("T5")
    void aResponseIsFrom2009UpToADayAhead() {
        Instant earliest = Instant.parse("2009-01-01T00:00:00Z");
        assertThat(success(at(earliest)).responseTime()).isEqualTo(earliest);
        Reasons.assertRejected(read(at(earliest.minusMillis(1))), "lies before 2009");

        Instant latest = RECEIVED.plus(Duration.ofDays(1));
        assertThat(success(at(latest)).responseTime()).isEqualTo(latest);
        Reasons.assertRejected(
                read(at(latest.plusMillis(1))), "its responseTime 2018-05-03T05:43:21.564Z lies more than a day ahead");
    }

    @Test
    @Tag("T1")
    void aFailureMayBeFarAheadOfASlowClock() {
        String body = Sample.failure(6005, "\"Invalid request timestamp\"");
        assertThat(BitfrontReader.read(Sample.bytes(body), TIME.minus(Duration.ofDays(400))))
                .isEqualTo(new Reading.Failure(TIME, "6005", "Invalid request timestamp"));
    }

    @ParameterizedTest
    @Tag("T7")
    @ValueSource(
            longs = {1525239801363L, 1525239801000L, 1525239801001L, 1525239801999L, 1483228799999L, 1483228800000L})
    void everyMillisecondAroundALeapSecondIsReadAsSent(long millis) {
        Instant time =
                success(Sample.with("responseTime", Long.toString(millis))).responseTime();
        assertThat(time.toEpochMilli()).isEqualTo(millis);
        assertThat(time.getNano() % 1_000_000).isZero();
    }

    @Test
    void theSameBytesHaveTheSameReading() {
        assertThat(BitfrontReader.read(Sample.published(), RECEIVED))
                .isEqualTo(BitfrontReader.read(Sample.published(), RECEIVED.plus(Duration.ofDays(3_650))));
    }

    @Test
    @Tag("H3")
    void everyBeginningOfAResponseIsTruncated() {
        String lively = Sample.with("extra", "[true,false,null,-1.5e+3,\"\\u00e9\\n\",{\"a\":{}}]")
                .replace("SUCCESS", "\u00e9\uc794\ud83d\ude00");
        for (byte[] body : List.of(Sample.published(), Sample.bytes(lively), Sample.bytes(" " + GOOD))) {
            int end = new String(body, UTF_8).stripTrailing().getBytes(UTF_8).length;
            for (int length = 1; length < end; length++) {
                byte[] beginning = Arrays.copyOf(body, length);
                Reading reading = BitfrontReader.read(beginning, RECEIVED);
                boolean blank = new String(beginning, UTF_8).isBlank();
                assertThat(reading).asString().contains(blank ? "it is empty" : "it is truncated");
                assertThat(((Reading.Malformed) reading).truncated())
                        .as("cut at %s", length)
                        .isEqualTo(!blank);
            }
        }
    }

    private static String at(Instant responseTime) {
        return Sample.with("responseTime", Long.toString(responseTime.toEpochMilli()));
    }

    private static Reading read(String body) {
        return BitfrontReader.read(Sample.bytes(body), RECEIVED);
    }

    private static Reading.Success success(String body) {
        return success(Sample.bytes(body));
    }

    private static Reading.Success success(byte[] body) {
        Reading reading = BitfrontReader.read(body, RECEIVED);
        assertThat(reading).isInstanceOf(Reading.Success.class);
        return (Reading.Success) reading;
    }
}
