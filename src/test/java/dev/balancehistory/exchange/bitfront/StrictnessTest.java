package dev.balancehistory.exchange.bitfront;

import static dev.balancehistory.exchange.bitfront.Sample.ENTRY;
import static dev.balancehistory.exchange.bitfront.Sample.TIME;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Reading;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bodies that are rejected, each with its reason. */
class StrictnessTest {
    private static final Instant RECEIVED = TIME.plusMillis(200);
    private static final String GOOD = Sample.listing("[" + ENTRY + "]");
    private static final String FORTY = "1234567890123456789012345678901234567890";
    private static final String THIRTY = "123456789012345678901234567890";

    static final List<Arguments> WRONG_FIELDS = List.of(
            Arguments.of("timezone", null, "its timezone is missing"),
            Arguments.of("timezone", "null", "its timezone is not UTC"),
            Arguments.of("timezone", "\"\"", "its timezone is not UTC"),
            Arguments.of("timezone", "\"utc\"", "its timezone is not UTC"),
            Arguments.of("timezone", "\"GMT\"", "its timezone is not UTC"),
            Arguments.of("timezone", "\"UTC \"", "its timezone is not UTC"),
            Arguments.of("timezone", "\"UTC+9\"", "its timezone is not UTC"),
            Arguments.of("timezone", "[\"UTC\"]", "its timezone is not UTC"),
            Arguments.of("timezone", "0", "its timezone is not UTC"),
            Arguments.of("responseTime", null, "it lacks responseTime"),
            Arguments.of("responseTime", "null", "its responseTime is not a whole number"),
            Arguments.of("responseTime", "true", "its responseTime is not a whole number"),
            Arguments.of("responseTime", "\"1525239801363\"", "its responseTime is not a whole number"),
            Arguments.of("responseTime", "\"2018-05-02T05:43:21.363Z\"", "its responseTime is not a whole number"),
            Arguments.of("responseTime", "1525239801363.0", "its responseTime is not a whole number"),
            Arguments.of("responseTime", "1525239801363.5", "its responseTime is not a whole number"),
            Arguments.of("responseTime", "1.525239801363E12", "its responseTime is not a whole number"),
            Arguments.of("responseTime", "1525239801363E0", "its responseTime is not a whole number"),
            Arguments.of("responseTime", "[1525239801363]", "its responseTime is not a whole number"),
            Arguments.of("responseTime", "{}", "its responseTime is not a whole number"),
            Arguments.of("responseTime", "9223372036854775808", "its responseTime is out of range"),
            Arguments.of("responseTime", "-9223372036854775809", "its responseTime is out of range"),
            Arguments.of("responseTime", "1525239801363" + "0".repeat(900), "its responseTime is out of range"),
            Arguments.of("responseTime", "9223372036854775807", "lies after the year 9999"),
            Arguments.of("responseTime", "253402300800000", "lies after the year 9999"),
            Arguments.of("responseTime", "1525239801363000", "lies after the year 9999"),
            Arguments.of("responseTime", "1525239801363000000", "lies after the year 9999"),
            Arguments.of("responseTime", "253402300799999", "lies more than a day ahead"),
            Arguments.of("responseTime", "1525239801", "1970-01-18T15:40:39.801Z lies before"),
            Arguments.of("responseTime", "0", "1970-01-01T00:00:00Z lies before"),
            Arguments.of("responseTime", "-0", "1970-01-01T00:00:00Z lies before"),
            Arguments.of("responseTime", "-1", "1969-12-31T23:59:59.999Z lies before"),
            Arguments.of("responseTime", "-1525239801363", "lies before"),
            Arguments.of("responseTime", "-9223372036854775808", "lies before"),
            Arguments.of("statusCode", null, "it lacks statusCode or statusMessage"),
            Arguments.of("statusCode", "null", "its statusCode is not a whole number"),
            Arguments.of("statusCode", "\"1000\"", "its statusCode is not a whole number"),
            Arguments.of("statusCode", "\"SUCCESS\"", "its statusCode is not a whole number"),
            Arguments.of("statusCode", "1000.0", "its statusCode is not a whole number"),
            Arguments.of("statusCode", "1e3", "its statusCode is not a whole number"),
            Arguments.of("statusCode", "[1000]", "its statusCode is not a whole number"),
            Arguments.of("statusCode", "true", "its statusCode is not a whole number"),
            Arguments.of("statusCode", "2147483648", "its statusCode is out of range"),
            Arguments.of("statusCode", "-2147483649", "its statusCode is out of range"),
            Arguments.of("statusCode", "4294968296", "its statusCode is out of range"),
            Arguments.of("statusCode", "18446744073709552616", "its statusCode is out of range"),
            Arguments.of("statusMessage", null, "it lacks statusCode or statusMessage"),
            Arguments.of("statusMessage", "null", "its statusMessage is not a string"),
            Arguments.of("statusMessage", "1000", "its statusMessage is not a string"),
            Arguments.of("statusMessage", "[\"SUCCESS\"]", "its statusMessage is not a string"),
            Arguments.of("statusMessage", "{}", "its statusMessage is not a string"),
            Arguments.of("responseData", null, "it reports success without responseData"),
            Arguments.of("responseData", "null", "its responseData is not an array"),
            Arguments.of("responseData", "{}", "its responseData is not an array"),
            Arguments.of("responseData", ENTRY, "its responseData is not an array"),
            Arguments.of("responseData", "{\"BTC\":" + ENTRY + "}", "its responseData is not an array"),
            Arguments.of("responseData", "\"[]\"", "its responseData is not an array"),
            Arguments.of("responseData", "0", "its responseData is not an array"),
            Arguments.of("responseData", "false", "its responseData is not an array"),
            Arguments.of("responseData", "[null]", "something that is not an object"),
            Arguments.of("responseData", "[[" + ENTRY + "]]", "something that is not an object"),
            Arguments.of("responseData", "[" + ENTRY + ",1]", "something that is not an object"),
            Arguments.of("responseData", "[\"BTC\"," + ENTRY + "]", "something that is not an object"),
            Arguments.of("responseData", "[{}]", "an entry of its responseData lacks"),
            Arguments.of("responseData", "[" + ENTRY + ",{}]", "an entry of its responseData lacks"),
            Arguments.of("responseData", "[" + ENTRY + "," + ENTRY + "]", "lists the currency BTC twice"),
            Arguments.of(
                    "responseData",
                    "[" + ENTRY + "," + Sample.entry("\"B\\u0054C\"", "1", "1") + "]",
                    "lists the currency BTC twice"));

    @ParameterizedTest
    @Tag("H6")
    @FieldSource("WRONG_FIELDS")
    void aFieldThatIsNotAsDocumentedIsRejected(String field, String rawValue, String reason) {
        assertRejected(Sample.with(field, rawValue), reason);
    }

    static final List<Arguments> WRONG_ENTRIES = List.of(
            Arguments.of("{\"balance\":1,\"availableBalance\":1}", "an entry of its responseData lacks currency"),
            Arguments.of("{\"currency\":\"A\",\"availableBalance\":1}", "lacks currency, balance or"),
            Arguments.of("{\"currency\":\"A\",\"balance\":1}", "balance or availableBalance"),
            Arguments.of("{\"Currency\":\"A\",\"balance\":1,\"availableBalance\":1}", "lacks currency"),
            Arguments.of("{\"currency\":\"A\",\"BALANCE\":1,\"availableBalance\":1}", "lacks currency"),
            Arguments.of("{\"currency\":\"A\",\"balance\":1,\"availablebalance\":1}", "lacks currency"),
            Arguments.of(Sample.entry("null", "1", "1"), "lacks currency"),
            Arguments.of(Sample.entry("1", "1", "1"), "lacks currency"),
            Arguments.of(Sample.entry("[\"A\"]", "1", "1"), "lacks currency"),
            Arguments.of(Sample.entry("{}", "1", "1"), "lacks currency"),
            Arguments.of(Sample.entry("\"A\"", "null", "1"), "balance in its responseData is not a number"),
            Arguments.of(Sample.entry("\"A\"", "1", "null"), "availableBalance in its responseData is not a number"),
            Arguments.of(Sample.entry("\"A\"", "\"\"", "1"), "balance in its responseData is not a number"),
            Arguments.of(Sample.entry("\"A\"", "\"1.5\"", "1"), "balance in its responseData is not a number"),
            Arguments.of(Sample.entry("\"A\"", "1", "\"1.5\""), "availableBalance in its responseData is not a number"),
            Arguments.of(Sample.entry("\"A\"", "true", "1"), "balance in its responseData is not a number"),
            Arguments.of(Sample.entry("\"A\"", "[1]", "1"), "balance in its responseData is not a number"),
            Arguments.of(Sample.entry("\"A\"", "{\"balance\":1}", "1"), "balance in its responseData is not a number"),
            Arguments.of(
                    Sample.entry("\"A\"", FORTY + "1", "1"), "balance in its responseData has more than 40 digits"),
            Arguments.of(Sample.entry("\"A\"", "1", "1E+40"), "availableBalance in its responseData has more than 40"),
            Arguments.of(Sample.entry("\"A\"", "0E+40", "1"), "has more than 40 digits before the point"),
            Arguments.of(Sample.entry("\"A\"", "1E+131072", "1"), "has more than 40 digits before the point"),
            Arguments.of(Sample.entry("\"A\"", "9.99E+131071", "1"), "has more than 40 digits before the point"),
            Arguments.of(Sample.entry("\"A\"", "1e999999999", "1"), "has more than 40 digits before the point"),
            Arguments.of(Sample.entry("\"A\"", "1e2147483649", "1"), "has an exponent that no amount can need"),
            Arguments.of(
                    Sample.entry("\"A\"", "1e-99999999999999999999", "1"), "has an exponent that no amount can need"),
            Arguments.of(Sample.entry("\"A\"", "0." + THIRTY + "1", "1"), "has more than 30 decimal places"),
            Arguments.of(Sample.entry("\"A\"", "1." + THIRTY + "0", "1"), "has more than 30 decimal places"),
            Arguments.of(Sample.entry("\"A\"", "1", "1E-31"), "has more than 30 decimal places"),
            Arguments.of(Sample.entry("\"A\"", "1e-999999999", "1"), "has more than 30 decimal places"),
            Arguments.of(Sample.entry("\"A\"", "1" + "0".repeat(100), "1"), "has 101 characters"),
            Arguments.of(Sample.entry("\"A\"", "9".repeat(1_000), "1"), "has 1000 characters"),
            Arguments.of(Sample.entry("\"A\"", "0." + "9".repeat(998), "1"), "has 1000 characters"),
            Arguments.of(Sample.entry("\"A\"", "9".repeat(10_000), "1"), "too long a number"),
            Arguments.of(Sample.entry("\"A\"", "0." + "9".repeat(10_000), "1"), "too long a number"),
            Arguments.of(Sample.entry("\"A\"", "1e" + "9".repeat(10_000), "1"), "too long a number"));

    @ParameterizedTest
    @Tag("H6")
    @Tag("H7")
    @FieldSource("WRONG_ENTRIES")
    void anEntryThatIsNotAsDocumentedIsRejected(String entry, String reason) {
        assertRejected(Sample.listing("[" + entry + "]"), reason);
        assertRejected(Sample.listing("[" + ENTRY + "," + entry.replace("\"A\"", "\"Z\"") + "]"), reason);
    }

    @ParameterizedTest
    @Tag("H9")
    @ValueSource(
            strings = {
                "",
                " ",
                "B C",
                " A",
                "A ",
                "A\\n",
                "A\\r\\n",
                "A\\t",
                "\\u0000",
                "A\\u0000",
                "\\u202eCTB",
                "\u202eCTB",
                "A\\u200b",
                "\\u001b[31m",
                "\\ud800",
                "\\udc00\\ud800",
                "A\u00a0",
                "\u007f",
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345678901234"
            })
    void anEmptyLongOrInvisibleCurrencyCodeIsRejected(String code) {
        assertRejected(Sample.holding("\"" + code + "\"", "1", "1"), "is not a currency code");
    }

    @Test
    @Tag("H9")
    void aLongCurrencyCodeIsRejectedAndShownInPart() {
        assertRejected(
                Sample.holding("\"" + "A".repeat(5_000) + "\"", "1", "1"),
                "'" + "A".repeat(39) + "…' in its responseData is not a currency code");
    }

    static final List<Arguments> WRONG_JSON = List.of(
            Arguments.of("", "it is empty"),
            Arguments.of(" \r\n\t ", "it is empty"),
            Arguments.of("null", "it is not a JSON object"),
            Arguments.of("true", "it is not a JSON object"),
            Arguments.of("[]", "it is not a JSON object"),
            Arguments.of("[" + GOOD + "]", "it is not a JSON object"),
            Arguments.of("0", "it is not a JSON object"),
            Arguments.of("\"\"", "it is not a JSON object"),
            Arguments.of("{}", "its timezone is missing"),
            Arguments.of("{x}", "it is not valid JSON: Unexpected character ('x'"),
            Arguments.of("{]", "it is not valid JSON: Unexpected close marker ']'"),
            Arguments.of("<html><body>Maintenance</body></html>", "it is not valid JSON: Unexpected character ('<'"),
            Arguments.of("<?xml version=\"1.0\"?><a/>", "it is not valid JSON"),
            Arguments.of("OK", "it is not valid JSON: Unrecognized token 'OK'"),
            Arguments.of("callback(" + GOOD + ")", "it is not valid JSON: Unrecognized token 'callback'"),
            Arguments.of(")]}',\n" + GOOD, "it is not valid JSON"),
            Arguments.of("while(1);" + GOOD, "it is not valid JSON"),
            Arguments.of("data: " + GOOD + "\n\n", "it is not valid JSON"),
            Arguments.of("timezone=UTC&responseTime=1525239801363", "it is not valid JSON"),
            Arguments.of(GOOD + GOOD, "there is more text after the JSON object"),
            Arguments.of(GOOD + "\n" + GOOD, "there is more text after the JSON object"),
            Arguments.of(GOOD + "[]", "there is more text after the JSON object"),
            Arguments.of(GOOD + "1", "there is more text after the JSON object"),
            Arguments.of(GOOD + "null", "there is more text after the JSON object"),
            Arguments.of(GOOD + ",", "it is not valid JSON"),
            Arguments.of(GOOD + "}", "it is not valid JSON: Unexpected close marker '}'"),
            Arguments.of(GOOD + "]", "it is not valid JSON: Unexpected close marker ']'"),
            Arguments.of(GOOD + "x", "it is not valid JSON"),
            Arguments.of(GOOD + "\u0000", "it is not valid JSON: Illegal character"),
            Arguments.of(GOOD + "\u001a", "it is not valid JSON: Illegal character"),
            Arguments.of(GOOD + "<!-- served by cache -->", "it is not valid JSON"),
            Arguments.of("\u0000" + GOOD, "it is not valid JSON: it begins like text in another encoding"),
            Arguments.of("\f" + GOOD, "it is not valid JSON: Illegal character"),
            Arguments.of("\u00a0" + GOOD, "it is not valid JSON"),
            Arguments.of("\u2028" + GOOD, "it is not valid JSON"),
            Arguments.of(GOOD.replace("1000,", "1000,,"), "it is not valid JSON"),
            Arguments.of(GOOD.replace("\"UTC\",", "\"UTC\""), "it is not valid JSON"),
            Arguments.of(GOOD.replace("]}", "],}"), "it is not valid JSON"),
            Arguments.of(GOOD.replace("]}", ",]}"), "it is not valid JSON"),
            Arguments.of(GOOD.replace("[{", "[,{"), "it is not valid JSON"),
            Arguments.of(GOOD.replace("}]", "},]"), "it is not valid JSON"),
            Arguments.of(GOOD.replace("{\"currency", "{,\"currency"), "it is not valid JSON"),
            Arguments.of(GOOD.replace("]}", "}]"), "it is not valid JSON"),
            Arguments.of(GOOD.replace("}]}", "]}}"), "it is not valid JSON"),
            Arguments.of(GOOD.replace(":1000", "=1000"), "it is not valid JSON"),
            Arguments.of(GOOD.replace(":1000", " 1000"), "it is not valid JSON"),
            Arguments.of(GOOD.replace(":1000", "::1000"), "it is not valid JSON"),
            Arguments.of(GOOD.replace('"', '\''), "it is not valid JSON"),
            Arguments.of(GOOD.replace("\"timezone\"", "timezone"), "it is not valid JSON"),
            Arguments.of(GOOD.replace("\"timezone\"", "null"), "it is not valid JSON"),
            Arguments.of(GOOD.replace("\"timezone\"", "1"), "it is not valid JSON"),
            Arguments.of(GOOD.replace("\"UTC\"", "UTC"), "it is not valid JSON"),
            Arguments.of(GOOD.replace("\"SUCCESS\"", "\"SUCCESS"), "it is not valid JSON"),
            Arguments.of("/* good */" + GOOD, "it is not valid JSON: Unexpected character ('/'"),
            Arguments.of(GOOD.replace("1000,", "1000, // good\n"), "it is not valid JSON"),
            Arguments.of("# good\n" + GOOD, "it is not valid JSON"),
            Arguments.of(GOOD.replace("SUCCESS", "SUC\nCESS"), "it is not valid JSON: Illegal unquoted character"),
            Arguments.of(GOOD.replace("SUCCESS", "SUC\tCESS"), "it is not valid JSON: Illegal unquoted character"),
            Arguments.of(GOOD.replace("SUCCESS", "SUC\u0000CESS"), "it is not valid JSON: Illegal unquoted character"),
            Arguments.of(GOOD.replace("SUCCESS", "\\x41"), "it is not valid JSON"),
            Arguments.of(GOOD.replace("SUCCESS", "\\u00g0"), "it is not valid JSON"),
            Arguments.of(GOOD.replace("SUCCESS", "\\U0041"), "it is not valid JSON"),
            Arguments.of(GOOD.replace("SUCCESS", "\\'"), "it is not valid JSON"),
            Arguments.of(GOOD.replace(":1000", ":01000"), "it is not valid JSON: Invalid numeric value"),
            Arguments.of(GOOD.replace(":1000", ":+1000"), "it is not valid JSON"),
            Arguments.of(GOOD.replace(":1000", ":1000L"), "it is not valid JSON"),
            Arguments.of(GOOD.replace(":1000", ":1_000"), "it is not valid JSON"),
            Arguments.of(GOOD.replace(":1000", ":0x3e8"), "it is not valid JSON"),
            Arguments.of(GOOD.replace(":1000", ":- 1000"), "it is not valid JSON"),
            Arguments.of(GOOD.replace(":1000", ":--1000"), "it is not valid JSON"),
            Arguments.of(GOOD.replace(":1000", ":"), "it is not valid JSON"),
            Arguments.of(GOOD.replace(":1000", ":undefined"), "it is not valid JSON"),
            Arguments.of(GOOD.replace(":1000", ":True"), "it is not valid JSON"),
            Arguments.of(GOOD.replace(":1000", ":nul"), "it is not valid JSON"),
            Arguments.of(Sample.holding("\"A\"", "NaN", "1"), "it is not valid JSON: Non-standard token 'NaN'"),
            Arguments.of(Sample.holding("\"A\"", "1", "Infinity"), "it is not valid JSON: Non-standard token"),
            Arguments.of(Sample.holding("\"A\"", "-Infinity", "1"), "it is not valid JSON"),
            Arguments.of(Sample.holding("\"A\"", "INF", "1"), "it is not valid JSON"),
            Arguments.of(Sample.holding("\"A\"", ".5", "1"), "it is not valid JSON"),
            Arguments.of(Sample.holding("\"A\"", "5.", "1"), "it is not valid JSON"),
            Arguments.of(Sample.holding("\"A\"", "5.e1", "1"), "it is not valid JSON"),
            Arguments.of(Sample.holding("\"A\"", "-.5", "1"), "it is not valid JSON"),
            Arguments.of(Sample.holding("\"A\"", "1e", "1"), "it is not valid JSON"),
            Arguments.of(Sample.holding("\"A\"", "1e+", "1"), "it is not valid JSON"),
            Arguments.of(Sample.holding("\"A\"", "1e1.5", "1"), "it is not valid JSON"),
            Arguments.of(Sample.holding("\"A\"", "1.2.3", "1"), "it is not valid JSON"),
            Arguments.of(Sample.holding("\"A\"", "1,000.5", "1"), "it is not valid JSON"),
            Arguments.of(Sample.holding("\"A\"", "1 000", "1"), "it is not valid JSON"),
            Arguments.of(Sample.holding("\"A\"", "00", "1"), "it is not valid JSON"),
            Arguments.of(Sample.holding("\"A\"", "-01", "1"), "it is not valid JSON"),
            Arguments.of(Sample.holding("\"A\"", "\u0661", "1"), "it is not valid JSON"),
            Arguments.of(Sample.holding("\"A\"", "\uff11", "1"), "it is not valid JSON"),
            Arguments.of(Sample.holding("\"A\"", "1\u0000", "1"), "it is not valid JSON"),
            Arguments.of(Sample.with("extra", nested(32)), "nested too deeply"),
            Arguments.of(Sample.with("extra", nested(40)), "nested too deeply"),
            Arguments.of(Sample.with("responseData", nested(100_000)), "nested too deeply"),
            Arguments.of(Sample.with("statusMessage", nested(2)), "its statusMessage is not a string"),
            Arguments.of("[".repeat(4_000_000), "it is not a JSON object"),
            Arguments.of("{\"a\":".repeat(800_000), "nested too deeply"),
            Arguments.of(Sample.with("e".repeat(60_000), "1"), "too long a number or name"));

    @ParameterizedTest
    @Tag("H5")
    @Tag("H6")
    @FieldSource("WRONG_JSON")
    void everythingExceptOneJsonObjectIsRejected(String body, String reason) {
        assertRejected(body, reason);
    }

    @ParameterizedTest
    @Tag("H6")
    @CsvSource({
        "timezone",
        "responseTime",
        "statusCode",
        "statusMessage",
        "responseData",
        "currency",
        "balance",
        "availableBalance"
    })
    void aDuplicateFieldWithTheSameValueIsRejected(String field) {
        String escaped = String.format("\\\\u%04x%s", (int) field.charAt(0), field.substring(1));
        for (String other : List.of(field, escaped)) {
            String twice =
                    GOOD.replaceFirst("(\"" + field + "\")(:(\"[^\"]*\"|[0-9.]+|\\[.*]))", "$1$2,\"" + other + "\"$2");
            assertThat(twice).isNotEqualTo(GOOD);
            assertRejected(twice, "it is not valid JSON: Duplicate Object property \"" + field + "\"");
        }
    }

    @Test
    @Tag("H6")
    void aDuplicateFieldWithinAnIgnoredOneIsRejected() {
        assertRejected(Sample.with("extra", "{\"a\":[{\"b\":1,\"b\":1}]}"), "Duplicate Object property \"b\"");
    }

    static Stream<Arguments> otherEncodings() {
        String accented = GOOD.replace("SUCCESS", "succ\u00e8s");
        return Stream.of(
                Arguments.of(
                        ("\ufeff" + GOOD).getBytes(UTF_8),
                        "it is not valid JSON: it begins like text in another encoding"),
                Arguments.of(GOOD.getBytes(UTF_16), "it is not UTF-8"),
                Arguments.of(("\ufeff" + GOOD).getBytes(UTF_16LE), "it is not UTF-8"),
                Arguments.of(GOOD.getBytes(UTF_16LE), "it is not valid JSON: it begins like text in another encoding"),
                Arguments.of(GOOD.getBytes(UTF_16BE), "it is not valid JSON: it begins like text in another encoding"),
                Arguments.of(GOOD.getBytes(Charset.forName("UTF-32LE")), "it is not valid JSON"),
                Arguments.of(accented.getBytes(ISO_8859_1), "it is not UTF-8"),
                Arguments.of(GOOD.replace("SUCCESS", "\u00c0\u0080").getBytes(ISO_8859_1), "it is not UTF-8"),
                Arguments.of(GOOD.replace("SUCCESS", "\u00c1\u0081").getBytes(ISO_8859_1), "it is not UTF-8"),
                Arguments.of(GOOD.replace("SUCCESS", "\u00ed\u00a0\u0080").getBytes(ISO_8859_1), "it is not UTF-8"),
                Arguments.of(
                        GOOD.replace("SUCCESS", "\u00ed\u00a0\u00bd\u00ed\u00b8\u0080")
                                .getBytes(ISO_8859_1),
                        "it is not UTF-8"),
                Arguments.of(
                        GOOD.replace("SUCCESS", "\u00f5\u0080\u0080\u0080").getBytes(ISO_8859_1), "it is not UTF-8"),
                Arguments.of(GOOD.replace("SUCCESS", "\u0080").getBytes(ISO_8859_1), "it is not UTF-8"),
                Arguments.of(GOOD.replace("SUCCESS", "\u00ff").getBytes(ISO_8859_1), "it is not UTF-8"),
                Arguments.of(new byte[] {(byte) 0x1f, (byte) 0x8b, 8, 0}, "it is not UTF-8"),
                Arguments.of(new byte[1_000], "it is not valid JSON: it begins like text in another encoding"));
    }

    @ParameterizedTest
    @Tag("H5")
    @MethodSource("otherEncodings")
    void everyEncodingExceptUtf8IsRejected(byte[] body, String reason) {
        Reasons.assertRejected(BitfrontReader.read(body, RECEIVED), reason);
    }

    @ParameterizedTest
    @Tag("H5")
    @ValueSource(strings = {"c3", "e2", "e282", "f0", "f09f98"})
    void aCompleteResponseBeforeAPartOfACharacterIsRejected(String bytes) {
        byte[] beginning = HexFormat.of().parseHex(bytes);
        byte[] body = Arrays.copyOf(Sample.bytes(GOOD), GOOD.length() + beginning.length);
        System.arraycopy(beginning, 0, body, GOOD.length(), beginning.length);
        Reading.Malformed malformed = (Reading.Malformed) BitfrontReader.read(body, RECEIVED);
        assertThat(malformed.reason()).startsWith("it is truncated within a character");
        assertThat(malformed.truncated()).isTrue();
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private static void assertRejected(String body, String reason) {
        Reasons.assertRejected(BitfrontReader.read(Sample.bytes(body), RECEIVED), reason);
    }
}
