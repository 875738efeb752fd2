package dev.balancehistory.exchange.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static Json json(String text) {
        return Json.parse(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "1.50, 1.50",
        "0E-18, 0.000000000000000000",
        "123456789012345678901234567890, 123456789012345678901234567890",
        "-0.00, 0.00",
        "1e2, 100"
    })
    void anAmountKeepsItsDigitsAsANumberAndAsAText(String sent, String kept) {
        Json json = json("{\"number\":" + sent + ",\"text\":\"" + sent + "\"}");
        assertThat(json.amount("number").toPlainString()).isEqualTo(kept);
        assertThat(json.amount("text").toPlainString()).isEqualTo(kept);
    }

    @Test
    void aMissingOptionalAmountIsZero() {
        Json json = json("{\"null\":null,\"empty\":\"\",\"one\":\"1\"}");
        assertThat(json.amountOrZero("null")).isZero();
        assertThat(json.amountOrZero("empty")).isZero();
        assertThat(json.amountOrZero("missing")).isZero();
        assertThat(json.amountOrZero("one")).isOne();
        assertThat(json.has("null")).isFalse();
    }

    @Test
    void aCodeIsATextOrTheDigitsOfAWholeNumber() {
        Json json = json("{\"a\":\"x\",\"b\":200000,\"c\":-1021,\"d\":1.0}");
        assertThat(json.code("a")).isEqualTo("x");
        assertThat(json.code("b")).isEqualTo("200000");
        assertThat(json.code("c")).isEqualTo("-1021");
        assertRejected(whole -> whole.code("d"), json, "its d is neither a string nor a whole number");
    }

    @Test
    void anUndocumentedValueIsReportedWithItsPath() {
        Json json = json("{\"data\":[{\"ccy\":\"BTC\",\"bal\":\"x\",\"n\":1.5,\"o\":null}],\"ok\":\"yes\"}");
        Json row = json.array("data").get(0);
        assertRejected(each -> each.amount("bal"), row, "its data[0].bal is not a number");
        assertRejected(each -> each.text("n"), row, "its data[0].n is not a string");
        assertRejected(each -> each.integer("n"), row, "its data[0].n is not a whole number");
        assertRejected(each -> each.text("o"), row, "it lacks data[0].o");
        assertRejected(each -> each.text("id"), row, "it lacks data[0].id");
        assertRejected(each -> each.array("ok"), json, "its ok is not an array");
        assertRejected(each -> each.object("ok"), json, "its ok is not an object");
        assertRejected(each -> each.flag("ok"), json, "its ok is neither true nor false");
        assertRejected(Json::elements, json, "it is not an array");
        assertRejected(
                each -> each.balance("spot", " ", row.amountOrZero("x"), row.amountOrZero("x")),
                row,
                "' ' in its data[0] is not a currency code");
    }

    private static void assertRejected(Consumer<Json> reading, Json json, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reading.accept(json))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":1}", "[1,]", "[1] [2]", "{a:1}", "[01]", "[+1]", "[NaN]", ""})
    void aTextOtherThanJsonIsRejected(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> json(text));
    }

    @Test
    void theDepthIsLimited() {
        assertThatIllegalArgumentException().isThrownBy(() -> json("[".repeat(100) + "]".repeat(100)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1", "[", "{", "{\"a\":", "[{\"a\":[tru"})
    void aTextThatEndsTooEarlyIsTruncated(String text) {
        assertThatExceptionOfType(StrictJson.TruncatedException.class).isThrownBy(() -> json(text));
    }
}
