package dev.balancehistory.balance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Seal.Facts;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chain of {@code docs/seal.md}, computed here once more from its text. */
class SealTest {
    private static final Instant TIME = Instant.parse("2018-05-02T05:43:21.363Z");
    private static final Instant SLOT = Instant.parse("2018-05-02T05:43:00Z");
    private static final String BODY = "ab".repeat(32);
    private static final String CONTENT = "0f".repeat(32);

    private static final String TEXT = """
            balance-history-seal/1
            account=main
            exchange=bitfront
            format=bitfront/1
            sequence=%d
            response_time=2018-05-02T05:43:21.363000Z
            slot=2018-05-02T05:43:00.000000Z
            time_source=body
            body_sha256=abababababababababababababababababababababababababababababababab
            content_sha256=0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f
            count=5
            """;

    @Test
    void aChainStartsWithZeros() {
        assertThat(Seal.none().sequence()).isZero();
        assertThat(Seal.none().value()).isEqualTo(new byte[32]).hasSize(Seal.LENGTH);
        assertThat(Seal.none().hex()).isEqualTo("0".repeat(64));
    }

    @Test
    void aSealIsTheHashOfTheSealBeforeItAndOfTheText() {
        Seal seal = Seal.none();
        byte[] expected = new byte[32];
        for (int sequence = 1; sequence <= 5; sequence++) {
            seal = seal.next(facts());
            expected = sha256(expected, TEXT.formatted(sequence));

            assertThat(seal.sequence()).isEqualTo(sequence);
            assertThat(seal.value()).isEqualTo(expected);
            assertThat(seal.hex()).isEqualTo(HexFormat.of().formatHex(expected));
        }
    }

    @Test
    void theExampleOfTheDocumentHasItsSeals() {
        byte[] body = sha256(new byte[0], "{\"made\":\"up\"}");
        byte[] content = sha256(new byte[0], "spot BTC 1.50 1.00\nspot ETH 2 2\n");
        Seal first =
                Seal.none().next(new Facts("main", "bitfront", "bitfront/1", TIME, null, "body", body, content, 2));
        Seal second = first.next(
                new Facts("main", "bitfront", "bitfront/1", TIME.plusSeconds(60), null, "body", body, content, 2));
        assertThat(first.hex()).isEqualTo("5365efdf63bb20ed83be0b0ba0146a955c2772104384e428cef0a2e12e2ef4dd");
        assertThat(second.hex()).isEqualTo("29c14c8386d6f5336fd1436c074c990019903e05712d429cbad62f59f9b2ad6e");
    }

    @Test
    void withoutASlotNothingFollowsTheSign() {
        Seal seal = Seal.none()
                .next(new Facts("main", "bitfront", "bitfront/1", TIME, null, "body", hash(BODY), hash(CONTENT), 5));
        String text = TEXT.formatted(1).replace("slot=2018-05-02T05:43:00.000000Z\n", "slot=\n");
        assertThat(seal.value()).isEqualTo(sha256(new byte[32], text));
    }

    @ParameterizedTest
    @CsvSource({
        "2018-05-02T05:43:21Z, 2018-05-02T05:43:21.000000Z",
        "2018-05-02T05:43:21.3Z, 2018-05-02T05:43:21.300000Z",
        "2018-05-02T05:43:21.000001Z, 2018-05-02T05:43:21.000001Z",
        "2018-05-02T05:43:21.999999Z, 2018-05-02T05:43:21.999999Z",
        "2018-05-02T00:00:00Z, 2018-05-02T00:00:00.000000Z",
        "2009-01-01T00:00:00Z, 2009-01-01T00:00:00.000000Z",
        "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999000Z"
    })
    void anInstantHasSixDecimals(Instant instant, String words) {
        Seal seal = Seal.none()
                .next(new Facts(
                        "main", "bitfront", "bitfront/1", instant, instant, "body", hash(BODY), hash(CONTENT), 5));
        String text = TEXT.formatted(1)
                .replace("2018-05-02T05:43:21.363000Z", words)
                .replace("2018-05-02T05:43:00.000000Z", words);
        assertThat(seal.value()).isEqualTo(sha256(new byte[32], text));
    }

    @Test
    void theTextIsTheSameInEveryLanguage() {
        byte[] expected = sha256(new byte[32], TEXT.formatted(1));
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(Seal.none().next(facts()).value()).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void everyChangedFactChangesTheSeal() {
        byte[] body = hash(BODY);
        byte[] content = hash(CONTENT);
        List<Facts> all = new ArrayList<>(List.of(
                facts(),
                new Facts("Main", "bitfront", "bitfront/1", TIME, SLOT, "body", body, content, 5),
                new Facts("main", "bitfront2", "bitfront/1", TIME, SLOT, "body", body, content, 5),
                new Facts("main", "bitfront", "bitfront/2", TIME, SLOT, "body", body, content, 5),
                new Facts("main", "bitfront", "bitfront/1", TIME.plusNanos(1_000), SLOT, "body", body, content, 5),
                new Facts("main", "bitfront", "bitfront/1", TIME, SLOT.plusNanos(1_000), "body", body, content, 5),
                new Facts("main", "bitfront", "bitfront/1", TIME, null, "body", body, content, 5),
                new Facts("main", "bitfront", "bitfront/1", SLOT, TIME, "body", body, content, 5),
                new Facts("main", "bitfront", "bitfront/1", TIME, SLOT, "own_clock", body, content, 5),
                new Facts("main", "bitfront", "bitfront/1", TIME, SLOT, "body", content, body, 5),
                new Facts("main", "bitfront", "bitfront/1", TIME, SLOT, "body", body, content, 6)));
        for (int bit = 0; bit < 256; bit++) {
            all.add(new Facts("main", "bitfront", "bitfront/1", TIME, SLOT, "body", flipped(body, bit), content, 5));
            all.add(new Facts("main", "bitfront", "bitfront/1", TIME, SLOT, "body", body, flipped(content, bit), 5));
        }
        Set<String> seals = new HashSet<>();
        all.forEach(facts -> seals.add(Seal.none().next(facts).hex()));
        assertThat(seals).hasSize(all.size());
    }

    @Test
    void theSealDependsOnTheSealBeforeItAndTheSequence() {
        Seal before = Seal.none().next(facts());
        Seal seal = before.next(facts());
        assertThat(new Seal(2, before.value()).next(facts()).hex()).isNotEqualTo(seal.hex());
        for (int bit = 0; bit < 256; bit++) {
            assertThat(new Seal(1, flipped(before.value(), bit)).next(facts()).hex())
                    .isNotEqualTo(seal.hex());
        }
    }

    @Test
    void theNextSealDoesNotChangeTheOneBeforeIt() {
        Seal first = Seal.none().next(facts());
        String value = first.hex();
        first.next(facts());
        assertThat(first.hex()).isEqualTo(value);
        assertThat(first.next(facts()).hex()).isEqualTo(first.next(facts()).hex());
    }

    @Test
    void noLinkOfAChainCanBeExchangedLeftOutOrMoved() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            List<Facts> history = new ArrayList<>();
            for (int i = 2 + random.nextInt(8); i > 0; i--) {
                history.add(new Facts(
                        "main",
                        "bitfront",
                        "bitfront/1",
                        TIME.plusMillis(random.nextInt(1_000_000)),
                        null,
                        "body",
                        sha256(new byte[0], "body " + random.nextLong()),
                        sha256(new byte[0], "content " + random.nextLong()),
                        random.nextInt(9)));
            }
            List<Facts> other = new ArrayList<>(history);
            int at = random.nextInt(history.size());
            switch (random.nextInt(3)) {
                case 0 -> other.remove(at);
                case 1 -> other.add(at, facts());
                default -> other.add((at + 1) % history.size(), other.remove(at));
            }
            assertThat(newest(other)).isNotEqualTo(newest(history));
        }
    }

    private static String newest(List<Facts> history) {
        Seal seal = Seal.none();
        for (Facts facts : history) {
            seal = seal.next(facts);
        }
        return seal.hex();
    }

    private static Facts facts() {
        return new Facts("main", "bitfront", "bitfront/1", TIME, SLOT, "body", hash(BODY), hash(CONTENT), 5);
    }

    private static byte[] hash(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    private static byte[] sha256(byte[] before, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(before);
            return digest.digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
