package dev.balancehistory.localexchange;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;

/** Balances on a smooth pseudo-random walk that needs no memory: each value is a function of seed, currency and second. */
final class MovingHoldings implements Holdings {

    /** A currency's usual amount, its number of decimals and what staking earns each second, in the last decimal. */
    private record Coin(String code, double usual, int decimals, long earned) {}

    /** A wave of the walk: a new level every so many seconds, at most this share of the usual amount up or down. */
    private record Wave(long seconds, double share) {}

    // LN earns something every second, which is what makes any two seconds differ.
    private static final List<Coin> COINS = List.of(
            new Coin("BTC", 3.2, 8, 0),
            new Coin("ETH", 41.5, 8, 0),
            new Coin("USDT", 18_250, 2, 0),
            new Coin("XRP", 9_600, 6, 0),
            new Coin("BCH", 12.75, 8, 0),
            new Coin("LN", 310, 8, 3));

    // The shares add up to 0.35, so no walk ever reaches zero.
    private static final List<Wave> WAVES =
            List.of(new Wave(604_800, 0.20), new Wave(86_400, 0.10), new Wave(3_600, 0.04), new Wave(60, 0.01));

    private static final long LOCK_SECONDS = 1_800;
    private static final double LARGEST_LOCKED_SHARE = 0.3;
    private static final long OPENING_SECOND =
            Instant.parse("2018-01-01T00:00:00Z").getEpochSecond();

    private final long seed;

    MovingHoldings(long seed) {
        this.seed = seed;
    }

    @Override
    public List<Holding> at(Instant now) {
        long second = now.getEpochSecond();
        return COINS.stream().map(coin -> holding(coin, second)).toList();
    }

    private Holding holding(Coin coin, long second) {
        BigDecimal balance = balance(coin, second);
        BigDecimal locked = balance.multiply(lockedShare(coin, second)).setScale(coin.decimals(), RoundingMode.FLOOR);
        return new Holding(coin.code(), text(balance), text(balance.subtract(locked)));
    }

    private BigDecimal balance(Coin coin, long second) {
        double share = 1 + 0.5 * noise(coin, 0, 0);
        if (coin.earned() == 0) {
            share *= 1
                    + WAVES.stream()
                            .mapToDouble(wave -> wave.share() * level(coin, wave, second))
                            .sum();
        }
        // Staked coins are not traded: a walk could undo what a second earned.
        long seconds = Math.max(0, second - OPENING_SECOND);
        return BigDecimal.valueOf(coin.usual() * share)
                .setScale(coin.decimals(), RoundingMode.HALF_EVEN)
                .add(BigDecimal.valueOf(coin.earned() * seconds, coin.decimals()));
    }

    private BigDecimal lockedShare(Coin coin, long second) {
        double share = noise(coin, LOCK_SECONDS, Math.floorDiv(second, LOCK_SECONDS));
        return share <= 0 ? BigDecimal.ZERO : BigDecimal.valueOf(share * LARGEST_LOCKED_SHARE);
    }

    /** Between -1 and 1, gliding from one bucket's level to the next. */
    private double level(Coin coin, Wave wave, long second) {
        long bucket = Math.floorDiv(second, wave.seconds());
        double way = (double) Math.floorMod(second, wave.seconds()) / wave.seconds();
        double glide = way * way * (3 - 2 * way);
        double from = noise(coin, wave.seconds(), bucket);
        return from + glide * (noise(coin, wave.seconds(), bucket + 1) - from);
    }

    /** Between -1 and 1, by SplitMix64's mixing of everything that identifies the value. */
    private double noise(Coin coin, long wave, long bucket) {
        long mixed = mix(mix(mix(seed) + coin.code().hashCode()) + wave);
        return (mix(mixed + bucket) >> 11) / (double) (1L << 52);
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static String text(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
