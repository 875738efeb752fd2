package dev.balancehistory.pack;

import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.report.HistoryWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A random history from a seed: accounts of several wallets, amounts of every scale and sign, currencies that come and
 * go, empty snapshots and gaps.
 */
final class ScatteredHistory {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final List<String> ACCOUNTS = List.of("main", "other", "third");
    private static final List<String> CURRENCIES =
            List.of("spot BTC", "spot ETH", "spot btc", "trading BTC", "trading 코인", "funding USDT");

    private final HistoryWriter writer;
    private final Random random;
    private final List<Runnable> later = new ArrayList<>();

    ScatteredHistory(TestDatabase database, long seed) {
        this.writer = new HistoryWriter(database.sql());
        this.random = new Random(seed);
    }

    /** Records most snapshots, in no order. */
    void record() {
        List<Runnable> all = new ArrayList<>();
        for (String account : ACCOUNTS) {
            writer.account(account, "1 hour", START.toString());
            Instant time = START;
            for (int i = 0; i < 60; i++) {
                Instant at = time;
                String[] balances = balances();
                int origin = random.nextInt(4);
                all.add(
                        origin > 1
                                ? () -> writer.imported(account, at, origin == 2, balances)
                                : () -> writer.snapshot(account, at, balances));
                time = time.plus(Duration.ofMinutes(1 + random.nextInt(random.nextInt(9) == 0 ? 600 : 90)));
            }
        }
        Collections.shuffle(all, random);
        later.addAll(all.subList(0, all.size() / 4));
        all.subList(all.size() / 4, all.size()).forEach(Runnable::run);
    }

    /** Records the rest, among the others. */
    void recordTheRest() {
        later.forEach(Runnable::run);
    }

    private String[] balances() {
        List<String> balances = new ArrayList<>();
        for (String currency : CURRENCIES) {
            if (random.nextInt(5) > 0) {
                BigDecimal total = amount();
                BigDecimal available =
                        random.nextInt(3) == 0 ? amount() : random.nextInt(5) == 0 ? widened(total) : total;
                balances.add(currency + ' ' + total.toPlainString() + ' ' + available.toPlainString());
            }
        }
        return random.nextInt(10) == 0 ? new String[0] : balances.toArray(String[]::new);
    }

    private BigDecimal amount() {
        int choice = random.nextInt(8);
        return choice == 0
                ? new BigDecimal("0.000000000000000000000000000000000000001")
                : choice == 1
                        ? new BigDecimal("-12345678901234567890.10")
                        : BigDecimal.valueOf(random.nextInt(40) - 5, random.nextInt(4));
    }

    /** The same amount with another digit: 1.50 for 1.5. */
    private static BigDecimal widened(BigDecimal amount) {
        return amount.setScale(amount.scale() + 1);
    }
}
