package dev.balancehistory.balance;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything an account held at one instant, whole.
 *
 * @param responseTime when the exchange answered, by its own clock, to the millisecond
 * @param balances one for each currency that was reported, in the order sent; may be empty
 */
public record Snapshot(Instant responseTime, List<Balance> balances) {
    /**
     * @throws IllegalArgumentException if a currency is listed twice
     */
    public Snapshot {
        balances = List.copyOf(balances);
        Set<String> currencies = new HashSet<>();
        for (Balance balance : balances) {
            if (!currencies.add(balance.currency())) {
                throw new IllegalArgumentException("lists the currency " + balance.currency() + " twice");
            }
        }
    }

    /**
     * Returns the SHA-256 that tells the same content from another: over the currencies in order of their code, each
     * with its two amounts as plain decimals without trailing zeros.
     */
    public byte[] contentSha256() {
        MessageDigest digest = Sha256.digest();
        balances.stream()
                .sorted(Comparator.comparing(Balance::currency))
                .map(b -> b.currency() + ' ' + plain(b.total()) + ' ' + plain(b.available()) + '\n')
                .forEach(line -> digest.update(line.getBytes(StandardCharsets.US_ASCII)));
        return digest.digest();
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
