package dev.balancehistory.exchange.bitfront;

import static dev.balancehistory.exchange.bitfront.Sample.TIME;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.bitfront.NaiveReading.Holding;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader agrees with a naive reading of the same bytes, which may be malformed in any way. */
@Tag("H5")
@Tag("H6")
class HostileBodiesTest {
    private static final Instant RECEIVED = TIME.plusMillis(200);
    private static final List<String> BODIES = List.of(
            new String(Sample.published(), UTF_8),
            Sample.listing("[]"),
            Sample.listing("[" + Sample.entry("\"A\"", "-1.50E+3", "0e-7") + "," + Sample.entry("\"b-1\"", "1E+2", "-0")
                    + "]"),
            Sample.with("extra", "{\"a\":[true,false,null,{\"b\":\"\\u00e9\\n\\\"\\\\\"}],\"c\":-0.5e-9}"),
            Sample.with("statusMessage", "\"\u00e9 \uc794\uc561 \ud83d\ude00 \\ud83d\\ude00\""),
            Sample.failure(5000, "\"Internal \u00e9rror\""));
    private static final List<String> SPICES = List.of(
            "\"",
            "'",
            "\\",
            "\\u0000",
            "\\ud800",
            "\u0000",
            "\n",
            "\r",
            "\t",
            " ",
            "\u202e",
            "\u00a0",
            "\ufeff",
            ",",
            ",,",
            ":",
            "{",
            "}",
            "[",
            "]",
            "{}",
            "[]",
            "null",
            "true",
            "NaN",
            "-",
            "+",
            ".",
            "e",
            "E+1",
            "e-40",
            "0",
            "00",
            "9",
            "99999999",
            "\"balance\":1,",
            "\"currency\":\"BTC\",",
            "1e999999999",
            "/**/",
            "//",
            "\ud83d\ude00");

    private int successes;
    private int failures;
    private int malformations;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void randomChangesAreReadAsByTheNaiveReader(long seed) {
        Random random = new Random(seed);
        for (String body : BODIES) {
            for (int i = 0; i < 400; i++) {
                byte[] spoiled = Sample.bytes(body);
                for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                    spoiled = spoiled(spoiled, random);
                }
                assertReadAsByTheNaiveReader(spoiled);
            }
        }
        assertThat(List.of(successes, failures, malformations))
                .as("successes, failures, malformed bodies")
                .allMatch(n -> n > 50);
    }

    @Test
    void eachReplacedByteIsReadAsByTheNaiveReader() {
        byte[] body = Sample.bytes(Sample.holding("\"B-1\"", "-10.5E+2", "0"));
        for (int at = 0; at < body.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] spoiled = body.clone();
                spoiled[at] = (byte) value;
                assertReadAsByTheNaiveReader(spoiled);
            }
        }
        assertThat(List.of(successes, failures, malformations)).allMatch(n -> n > 20);
    }

    @Test
    void eachMissingOrDuplicateByteIsReadAsByTheNaiveReader() {
        for (String text : BODIES) {
            byte[] body = Sample.bytes(text);
            for (int at = 0; at < body.length; at++) {
                assertReadAsByTheNaiveReader(spliced(body, at, new byte[0], at + 1));
                assertReadAsByTheNaiveReader(spliced(body, at, new byte[] {body[at], body[at]}, at + 1));
            }
        }
        assertThat(malformations).isGreaterThan(50);
    }

    @Test
    void eachInsertedTextIsReadAsByTheNaiveReader() {
        byte[] body = Sample.bytes(Sample.holding("\"BTC\"", "1.5", "1"));
        for (String spice : SPICES) {
            for (int at = 0; at <= body.length; at++) {
                assertReadAsByTheNaiveReader(spliced(body, at, Sample.bytes(spice), at));
            }
        }
        assertThat(List.of(successes, failures, malformations)).allMatch(n -> n > 5);
    }

    @Test
    @Tag("H3")
    void aBodyTruncatedAtEveryLengthIsReadAsByTheNaiveReader() {
        for (String text : BODIES) {
            byte[] body = Sample.bytes(text);
            for (int length = 0; length <= body.length; length++) {
                assertReadAsByTheNaiveReader(Arrays.copyOf(body, length));
            }
        }
        assertThat(successes + failures)
                .as("whole ones, and one less a line's end")
                .isEqualTo(BODIES.size() + 1);
    }

    @Test
    void noiseIsReadAsByTheNaiveReader() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertReadAsByTheNaiveReader(noise);
        }
        assertThat(malformations).isEqualTo(2_000);
    }

    private void assertReadAsByTheNaiveReader(byte[] body) {
        Reading reading = BitfrontReader.read(body, RECEIVED);
        Optional<NaiveReading> naive = NaiveReading.of(body, RECEIVED);
        String shown = new String(body, ISO_8859_1);
        if (reading instanceof Reading.Malformed malformed) {
            malformations++;
            assertThat(naive).as(shown).isEmpty();
            Reasons.assertFitToBeShown(malformed.reason());
        } else if (reading instanceof Reading.Failure failure) {
            failures++;
            assertThat(naive)
                    .as(shown)
                    .contains(new NaiveReading(Integer.parseInt(failure.status()), failure.responseTime(), List.of()));
        } else if (reading instanceof Reading.Success success) {
            successes++;
            List<Holding> holdings =
                    success.balances().stream().map(HostileBodiesTest::holding).toList();
            assertThat(naive).as(shown).hasValueSatisfying(other -> {
                assertThat(other.code()).isEqualTo(1000);
                assertThat(other.time()).isEqualTo(success.responseTime());
                assertThat(other.holdings()).containsExactlyInAnyOrderElementsOf(holdings);
            });
        }
    }

    private static Holding holding(Balance balance) {
        return new Holding(balance.currency(), balance.total(), balance.available());
    }

    private static byte[] spoiled(byte[] body, Random random) {
        int from = random.nextInt(body.length + 1);
        int to = Math.min(body.length, from + random.nextInt(1 + random.nextInt(30)));
        return switch (random.nextInt(6)) {
            case 0 -> flipped(body, random);
            case 1 -> spliced(body, from, new byte[0], to);
            case 2 -> spliced(body, to, Arrays.copyOfRange(body, from, to), to);
            case 3 -> spliced(body, from, Sample.bytes(SPICES.get(random.nextInt(SPICES.size()))), from);
            case 4 -> spliced(body, from, Sample.bytes(SPICES.get(random.nextInt(SPICES.size()))), to);
            default -> anotherDigit(body, random);
        };
    }

    private static byte[] flipped(byte[] body, Random random) {
        byte[] flipped = body.clone();
        if (body.length > 0) {
            flipped[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] anotherDigit(byte[] body, Random random) {
        byte[] changed = body.clone();
        for (int at = random.nextInt(body.length + 1); at < body.length; at++) {
            if (Character.isDigit(body[at])) {
                changed[at] = (byte) ('0' + random.nextInt(10));
                return changed;
            }
        }
        return changed;
    }

    /** The body with everything from one place up to another replaced. */
    private static byte[] spliced(byte[] body, int from, byte[] replacement, int to) {
        ByteArrayOutputStream spliced = new ByteArrayOutputStream();
        spliced.write(body, 0, from);
        spliced.writeBytes(replacement);
        spliced.write(body, to, body.length - to);
        return spliced.toByteArray();
    }
}
