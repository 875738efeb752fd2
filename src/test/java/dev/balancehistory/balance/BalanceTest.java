package dev.balancehistory.balance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BalanceTest {
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final Set<Integer> INVISIBLE = Set.of(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.SURROGATE,
            (int) Character.SPACE_SEPARATOR,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR);
    private static final String FORTY = "ABCDEFGHIJKLMNOPQRSTUVWXYZ01234567890123";

    @ParameterizedTest
    @Tag("H9")
    @ValueSource(
            strings = {
                "BTC",
                "LN",
                "A",
                "1",
                "1INCH",
                "btc",
                "a.b-c_d",
                "X--",
                "CON",
                "=cmd",
                "=cmd|'/C",
                "+A",
                "-A",
                "@A",
                ".A",
                "_A",
                "../x",
                "A/B",
                "A\\B",
                "A\"",
                "A'",
                "A,B",
                "A;B",
                "A$B",
                "A<B>",
                "A%00",
                "!",
                "~",
                "\u00c4",
                "\u0392TC",
                "\u5e01\u5b89\u4eba\u751f",
                "\uff22\uff34\uff23",
                "A\u0661",
                "\ufffd",
                "\ud83d\ude00",
                "\ue000",
                "\u0378",
                "\uffff",
                "A\udbff\udffe",
                FORTY
            })
    void acceptsAVisibleCurrencyCodeAsSent(String code) {
        assertThat(new Balance("spot", code, ONE, ONE).currency()).isEqualTo(code);
    }

    @ParameterizedTest
    @Tag("H9")
    @ValueSource(
            strings = {
                "",
                " ",
                "A B",
                " A",
                "A ",
                "A\n",
                "\nA",
                "A\tB",
                "A\rB",
                "A\u0000",
                "\u0000",
                "A\u007f",
                "A\u0085",
                "\u001b[31mA",
                "\u202eCTB",
                "A\u202e",
                "A\u200b",
                "A\u200d",
                "A\u00ad",
                "\ufeffA",
                "A\u00a0",
                "A\u2009B",
                "A\u3000B",
                "A\u2028B",
                "A\u2029B",
                "A\u0890",
                "A\ud80d\udc39",
                "\ud83d",
                "\ude00\ud83d",
                FORTY + "4"
            })
    void rejectsACurrencyCodeThatIsEmptyOrLongOrNotVisible(String code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Balance("spot", code, ONE, ONE))
                .withMessage("is not a currency code");
    }

    /** A JDK of an earlier Unicode version does not know nine of the format characters. */
    @Test
    @Tag("H9")
    void theInvisibleCharactersAreTheSameOnEachJdk() {
        int invisible = 0;
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            int type = Character.getType(character);
            boolean accepted = Balance.isCurrency(Character.toString(character));
            if (accepted || type != Character.UNASSIGNED) {
                assertThat(accepted).as("U+%04X", character).isEqualTo(!INVISIBLE.contains(type));
            }
            invisible += accepted ? 0 : 1;
        }
        assertThat(invisible).isEqualTo(2_302);
    }

    @Test
    @Tag("H9")
    void countsTheCharactersOfACodeNotTheirBytes() {
        String most = "\ud83d\ude00".repeat(40);
        assertThat(new Balance("spot", most, ONE, ONE).currency()).isEqualTo(most);
        assertThatIllegalArgumentException().isThrownBy(() -> new Balance("spot", most + "A", ONE, ONE));
    }

    @Test
    @Tag("H9")
    void rejectsALongCodeWhateverItsLetters() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Balance("spot", "A".repeat(5_000), ONE, ONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spot", "main", "trade", "a", "cross-margin_2", "abcdefghijklmnopqrstuvwxyz012345"})
    void acceptsAWallet(String wallet) {
        assertThat(new Balance(wallet, "A", ONE, ONE).wallet()).isEqualTo(wallet);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Spot",
                "SPOT",
                "1st",
                "_a",
                "-a",
                "a b",
                "a\n",
                "a.b",
                "a/b",
                "\u00e4",
                "a\u0661",
                "=cmd",
                "abcdefghijklmnopqrstuvwxyz0123456"
            })
    void rejectsAWalletWithoutAProperName(String wallet) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Balance(wallet, "A", ONE, ONE))
                .withMessage("has an invalid wallet name");
    }

    @Test
    @Tag("H7")
    void rejectsEitherAmountOutOfRange() {
        BigDecimal tooFine = BigDecimal.valueOf(1, 31);
        assertThatIllegalArgumentException().isThrownBy(() -> new Balance("spot", "A", tooFine, ONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Balance("spot", "A", ONE, tooFine));
    }

    @Test
    @Tag("H11")
    void acceptsADebtAndMoreAvailableThanThereIs() {
        assertThat(new Balance("spot", "A", ONE.negate(), ONE).total()).isEqualTo("-1");
        assertThat(new Balance("spot", "A", ONE, BigDecimal.TEN).available()).isEqualTo("10");
    }

    @Test
    void theOrderIsThatOfTheWalletsAndThenOfTheCurrencies() {
        List<Balance> ordered = List.of(
                balance("main", "Z"),
                balance("spot", "A"),
                balance("spot", "AB"),
                balance("spot", "B"),
                balance("spot", "a"),
                balance("spot", "\u00c4"),
                balance("spot", "\u5e01"),
                balance("spot", "\ufffd"),
                balance("spot", "\ud83d\ude00"),
                balance("spot", "\ud83d\ude00A"),
                balance("spot", "\ud83d\ude01"),
                balance("spot-2", "A"));
        List<Balance> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(shuffled.stream().sorted(Balance.KEY_ORDER)).containsExactlyElementsOf(ordered);
    }

    @Test
    void theOrderIsThatOfTheBytesInUtf8() {
        Random random = new Random(2);
        Comparator<Balance> bytes = (a, b) -> {
            int wallets = Arrays.compareUnsigned(
                    a.wallet().getBytes(UTF_8), b.wallet().getBytes(UTF_8));
            return wallets != 0
                    ? wallets
                    : Arrays.compareUnsigned(
                            a.currency().getBytes(UTF_8), b.currency().getBytes(UTF_8));
        };
        int unlikeJava = 0;
        for (int i = 0; i < 50_000; i++) {
            Balance one = balance(random.nextInt(4) > 0 ? "spot" : "main", code(random, ""));
            String beginning = one.currency().substring(0, one.currency().offsetByCodePoints(0, 1));
            Balance other = balance(
                    random.nextInt(4) > 0 ? "spot" : "spot-2", code(random, random.nextBoolean() ? beginning : ""));

            int order = Integer.signum(Balance.KEY_ORDER.compare(one, other));

            assertThat(order).as("%s %s", one, other).isEqualTo(Integer.signum(bytes.compare(one, other)));
            assertThat(Integer.signum(Balance.KEY_ORDER.compare(other, one))).isEqualTo(-order);
            assertThat(Balance.KEY_ORDER.compare(one, one)).isZero();
            boolean sameWallet = one.wallet().equals(other.wallet());
            unlikeJava += sameWallet && Integer.signum(one.currency().compareTo(other.currency())) != order ? 1 : 0;
        }
        assertThat(unlikeJava).isGreaterThan(100);
    }

    /** Of one to four characters, from below and above those that UTF-16 has surrogates for. */
    private static String code(Random random, String beginning) {
        int[][] ranges = {
            {'A', 'Z'}, {0xc0, 0xff}, {0x4e00, 0x9fa5}, {0xff01, 0xff5e}, {0x1f600, 0x1f64f}, {0x20000, 0x2a6d6}
        };
        StringBuilder code = new StringBuilder(beginning);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int[] range = ranges[random.nextInt(ranges.length)];
            code.appendCodePoint(range[0] + random.nextInt(range[1] - range[0] + 1));
        }
        return code.toString();
    }

    private static Balance balance(String wallet, String currency) {
        return new Balance(wallet, currency, ONE, ONE);
    }
}
