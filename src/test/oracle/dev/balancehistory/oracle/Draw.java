package dev.balancehistory.oracle;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.knowm.xchange.currency.Currency;

/** Draws credentials, moments and balances. A failure names its seed, which {@code -Doracle.seed} repeats. */
final class Draw {
    private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());

    private static final int MOST_CURRENCIES = 200;
    private static final int MOST_DECIMALS = 18;
    private static final Instant FIRST = Instant.parse("2017-01-01T00:00:00Z");
    private static final long SPAN_MILLIS = 1_000_000_000_000L;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String LETTERS_AND_DIGITS = LETTERS + "0123456789";
    private static final String VISIBLE = LETTERS_AND_DIGITS + LETTERS.toLowerCase(Locale.ROOT) + "-_/+=.:!$%&*";
    private static final List<String> ENDINGS = List.of(".F", ".S", "28.S", "_OLD", "-PERP", "测试币", "Ω");

    static {
        System.out.println("oracle.seed=" + SEED);
    }

    private final Random random;

    /** The part of one currency that is available and the part that is locked, both with the same number of decimals. */
    record Holding(String currency, BigDecimal available, BigDecimal locked) {
        BigDecimal total() {
            return available.add(locked);
        }
    }

    /** One round of a test. */
    @FunctionalInterface
    interface Round {
        void run(Draw draw) throws Exception;
    }

    private Draw(long seed) {
        random = new Random(seed);
    }

    /** Runs a test as many times, each with other values. */
    static void rounds(int count, Round round) {
        for (int i = 0; i < count; i++) {
            try {
                round.run(new Draw(SEED + i));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("round " + i + " of -Doracle.seed=" + SEED + ": " + e.getMessage(), e);
            }
        }
    }

    /** Returns one that always draws the same. */
    static Draw fixed() {
        return new Draw(0);
    }

    /** Returns credentials whose secret is text of any length. */
    Credentials credentials(URI baseUrl) {
        return credentials(baseUrl, text(VISIBLE, 16 + random.nextInt(100)));
    }

    Credentials credentials(URI baseUrl, String secret) {
        return new Credentials(
                baseUrl, text(LETTERS_AND_DIGITS, 32), secret, text(VISIBLE, 1 + random.nextInt(30)), List.of());
    }

    /** Returns a secret of random bytes in base64. */
    String base64() {
        byte[] secret = new byte[64];
        random.nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret);
    }

    /** Returns a moment between 2017 and 2048, some of them on a whole second. */
    Moment moment() {
        Instant any = FIRST.plusMillis((long) (random.nextDouble() * SPAN_MILLIS));
        Instant now = random.nextInt(5) == 0 ? any.truncatedTo(ChronoUnit.SECONDS) : any;
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return new Moment(now, random.nextLong() & Long.MAX_VALUE, () -> UUID.nameUUIDFromBytes(bytes));
    }

    /** Returns up to 200 currencies, each of them another one for XChange too. */
    List<Holding> holdings() {
        List<Holding> holdings = new ArrayList<>();
        Set<Currency> drawn = new HashSet<>();
        int count = random.nextInt(MOST_CURRENCIES + 1);
        while (holdings.size() < count) {
            String code = code();
            if (drawn.add(Currency.getInstance(code))) {
                int decimals = random.nextInt(MOST_DECIMALS + 1);
                holdings.add(new Holding(code, amount(decimals), amount(decimals)));
            }
        }
        return holdings;
    }

    private String code() {
        String code = text(LETTERS_AND_DIGITS, 2 + random.nextInt(8));
        return random.nextInt(5) == 0 ? code + ENDINGS.get(random.nextInt(ENDINGS.size())) : code;
    }

    /** Returns zero, a negative amount, or one of up to 96 bits. */
    private BigDecimal amount(int decimals) {
        if (random.nextInt(4) == 0) {
            return BigDecimal.ZERO.setScale(decimals);
        }
        BigDecimal amount = new BigDecimal(new BigInteger(1 + random.nextInt(96), random), decimals);
        return random.nextInt(10) == 0 ? amount.negate() : amount;
    }

    private String text(String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
