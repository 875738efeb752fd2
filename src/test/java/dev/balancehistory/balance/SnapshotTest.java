package dev.balancehistory.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotTest {
    private static final Instant TIME = Instant.parse("2018-05-02T05:43:21.363Z");

    @Test
    void theHashIsThatOfTheDocumentedText() {
        byte[] text = "main BTC 1 0.00\nspot BCH 1000000000.0 0\nspot BTC 100 -1.50\nspot \u5e01\u5b89 1 1\n"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(hash(
                        balance("BTC", "1E+2", "-1.50"),
                        balance("\u5e01\u5b89", "1", "1"),
                        balance("BCH", "1000000000.0", "-0"),
                        new Balance("main", "BTC", BigDecimal.ONE, new BigDecimal("0.00"))))
                .isEqualTo(HexFormat.of().formatHex(Sha256.of(text)));
    }

    @Test
    void anEmptySnapshotHasTheHashOfNothing() {
        assertThat(hash()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void theOrderOfTheCurrenciesMakesNoDifference() {
        Balance btc = balance("BTC", "1", "1");
        Balance eth = balance("ETH", "2", "2");
        Balance low = balance("btc", "3", "3");
        assertThat(hash(btc, eth, low)).isEqualTo(hash(low, eth, btc)).isEqualTo(hash(eth, low, btc));
    }

    @ParameterizedTest
    @CsvSource({
        "100, 1E+2",
        "100, 1.00E2",
        "0, -0",
        "0, 0E+39",
        "0.000000000000000000000000000000, 0E-30",
        "-1.5, -15E-1",
        "1E+39, 1000000000000000000000000000000000000000"
    })
    void anExponentMakesNoDifference(String one, String other) {
        assertThat(hash(balance("A", one, "5"))).isEqualTo(hash(balance("A", other, "5")));
        assertThat(hash(balance("A", "5", one))).isEqualTo(hash(balance("A", "5", other)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2",
        "1, -1",
        "1, 10",
        "1, 1.0",
        "1.5, 1.50",
        "0, 0.000",
        "0, 0E-30",
        "100, 1.0000E2",
        "1, 1.000000000000000000000000000000",
        "1, 1.000000000000000000000000000001",
        "1000107794.9999858, 1000107794.9999859",
        "9999999999999999999999999999999999999999, 9999999999999999999999999999999999999998",
        "0, 0.000000000000000000000000000001"
    })
    void anotherNumberOrAnotherDigitMakesAnotherHash(String one, String other) {
        assertThat(hash(balance("A", one, "5"))).isNotEqualTo(hash(balance("A", other, "5")));
        assertThat(hash(balance("A", "5", one))).isNotEqualTo(hash(balance("A", "5", other)));
    }

    @Test
    void anotherPlaceMakesAnotherHash() {
        assertThat(hash(balance("A", "1", "2"))).isNotEqualTo(hash(balance("A", "2", "1")));
        assertThat(hash(balance("A", "1", "2"))).isNotEqualTo(hash(balance("B", "1", "2")));
        assertThat(hash(balance("A", "1", "2"))).isNotEqualTo(hash(balance("a", "1", "2")));
        assertThat(hash(balance("A", "1", "2"))).isNotEqualTo(hash(balance("A", "1", "2"), balance("B", "0", "0")));
        assertThat(hash(balance("A1", "1", "1"))).isNotEqualTo(hash(balance("A", "11", "1")));
        assertThat(hash(balance("A", "1", "2")))
                .isNotEqualTo(hash(new Balance("main", "A", BigDecimal.ONE, BigDecimal.valueOf(2))));
    }

    @Test
    void theTimeIsNotPartOfTheContent() {
        List<Balance> balances = List.of(balance("A", "1", "1"));
        assertThat(new Snapshot(TIME, balances).contentSha256())
                .isEqualTo(new Snapshot(TIME.plusSeconds(1), balances).contentSha256());
    }

    @Test
    @Tag("H6")
    void aCurrencyCanBeListedOnlyOnce() {
        List<Balance> twice = List.of(balance("A", "1", "1"), balance("B", "1", "1"), balance("A", "1", "1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Snapshot(TIME, twice))
                .withMessage("lists the currency A twice");
    }

    @Test
    void aCurrencyCanBeListedOncePerWallet() {
        Balance main = new Balance("main", "A", BigDecimal.ONE, BigDecimal.ONE);
        Balance spot = new Balance("spot", "A", BigDecimal.ONE, BigDecimal.ONE);
        assertThat(new Snapshot(TIME, List.of(spot, main)).balances()).containsExactly(main, spot);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Snapshot(TIME, List.of(spot, main, spot)))
                .withMessage("lists the currency A twice in the wallet spot");
    }

    @Test
    void theBalancesCanNotBeChangedAfterwards() {
        List<Balance> balances = new ArrayList<>(List.of(balance("A", "1", "1")));
        Snapshot snapshot = new Snapshot(TIME, balances);
        balances.clear();
        assertThat(snapshot.balances()).hasSize(1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> snapshot.balances().clear());
    }

    private static String hash(Balance... balances) {
        return HexFormat.of().formatHex(new Snapshot(TIME, Arrays.asList(balances)).contentSha256());
    }

    private static Balance balance(String currency, String total, String available) {
        return new Balance("spot", currency, new BigDecimal(total), new BigDecimal(available));
    }
}
