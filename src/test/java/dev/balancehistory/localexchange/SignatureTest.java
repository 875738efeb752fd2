package dev.balancehistory.localexchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest {

    @ParameterizedTest
    @CsvSource({
        "123451523864107010GET/v1/trade/openOrdersmarket=ETH&currency=BTC&max=100,"
                + "f6f55e74ebe513b5c5b26a1c056923ce7a8dd56c0ea890d22fa603688b28ace0",
        "123451523864107010POST/v1/trade/marketOrdersquantity=1&coinPair=BCH.ETH&orderSide=BUY,"
                + "03838b25c336e0a6fb3617b9b07c9da9d91d96ab0e61598aa7e6cd1396b2b3ef"
    })
    void isThePublishedOneForEachPublishedText(String text, String signature) {
        assertThat(Signature.of("dwjnGqCVzfHlW6Q9r4BjXpmiK1WCdMBI", text)).isEqualTo(signature);
        assertThat(Signature.matches(signature, signature)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"ab,AB", "ab,abc", "ab,''"})
    void matchesToTheLetterOnly(String expected, String actual) {
        assertThat(Signature.matches(expected, actual)).isFalse();
    }
}
