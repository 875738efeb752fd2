package dev.balancehistory.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Random balances of accounts from a seed. Some snapshots are missing, empty or exactly at midnight; some currencies
 * come and go or are in two wallets.
 */
final class RandomHistory {
    /** Each with its wallet. */
    private static final List<String> CURRENCIES =
            List.of("spot BTC", "spot ETH", "spot USDT", "spot XRP", "spot btc", "trading BTC", "trading USDT");

    /** By account, then time, then wallet with currency. */
    final Map<String, TreeMap<Instant, TreeMap<String, Amounts>>> accounts = new TreeMap<>();

    record Amounts(BigDecimal total, BigDecimal available) {}

    RandomHistory(long seed, Instant from, Instant to, ZoneId zone) {
        Random random = new Random(seed);
        for (String account : List.of("main", "other", "idle", "never")) {
            TreeMap<Instant, TreeMap<String, Amounts>> snapshots = new TreeMap<>();
            accounts.put(account, snapshots);
            if (account.equals("never")) {
                continue;
            }
            Instant at = from.minus(Duration.ofHours(random.nextInt(100)));
            while (at.isBefore(to.plus(Duration.ofDays(2)))) {
                ZonedDateTime there = at.atZone(zone);
                Instant midnight = there.toLocalDate().atStartOfDay(zone).toInstant();
                snapshots.put(random.nextInt(6) == 0 ? midnight : at, balances(random));
                boolean hole = random.nextInt(20) == 0;
                at = at.plus(Duration.ofMinutes(1 + random.nextInt(hole ? 6_000 : 600)))
                        .plusMillis(random.nextInt(1_000))
                        .truncatedTo(ChronoUnit.MILLIS);
                if (account.equals("idle") && snapshots.size() == 3) {
                    break;
                }
            }
        }
    }

    private static TreeMap<String, Amounts> balances(Random random) {
        TreeMap<String, Amounts> balances = new TreeMap<>();
        for (String currency : CURRENCIES) {
            if (random.nextInt(4) > 0) {
                BigDecimal total = BigDecimal.valueOf(random.nextInt(10_000), random.nextInt(5));
                balances.put(currency, new Amounts(total, BigDecimal.valueOf(random.nextInt(100), 2)));
            }
        }
        return random.nextInt(12) == 0 ? new TreeMap<>() : balances;
    }

    /** Records it, in no order. */
    void recordIn(ReportHistory history, long seed) {
        List<Runnable> writes = new ArrayList<>();
        accounts.forEach((account, snapshots) -> {
            history.account(account, null, "2020-01-01T00:00:00Z");
            snapshots.forEach((time, balances) -> writes.add(() -> history.snapshot(
                    account,
                    time,
                    balances.entrySet().stream()
                            .map(e -> e.getKey()
                                    + ' '
                                    + e.getValue().total().toPlainString()
                                    + ' '
                                    + e.getValue().available().toPlainString())
                            .toArray(String[]::new))));
        });
        Collections.shuffle(writes, new Random(seed));
        writes.forEach(Runnable::run);
    }

    /** Returns the columns of a wallet and its currency, as {@link #line} writes them. */
    static String columns(String walletAndCurrency) {
        return walletAndCurrency.replace(" ", " | ");
    }

    /** Returns values as the history prints a row. */
    static String line(@Nullable Object... values) {
        List<String> texts = new ArrayList<>();
        for (Object value : values) {
            texts.add(
                    value == null
                            ? "-"
                            : value instanceof BigDecimal number ? number.toPlainString() : value.toString());
        }
        return String.join(" | ", texts);
    }
}
