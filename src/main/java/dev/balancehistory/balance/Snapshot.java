package dev.balancehistory.balance;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The balances of an account at one instant, complete.
 *
 * @param responseTime the time that the balances are valid for, to the millisecond
 * @param balances a balance for each reported wallet and currency, in the order of the tables' keys; may be empty
 */
public record Snapshot(Instant responseTime, List<Balance> balances) {
    /** The difference between a response time and a clock up to which both can be right. */
    public static final Duration TOLERABLE_DIFFERENCE = Duration.ofMinutes(5);

    // 2009-01-01T00:00:00Z.
    private static final Instant EARLIEST = Instant.ofEpochSecond(1_230_768_000);
    private static final Duration FURTHEST_AHEAD = Duration.ofDays(1);

    /**
     * @throws IllegalArgumentException if a currency is listed twice in a wallet
     */
    public Snapshot {
        Balance[] sorted = balances.toArray(Balance[]::new);
        Arrays.sort(sorted, Balance.KEY_ORDER);
        balances = List.of(sorted);
        for (int i = 1; i < balances.size(); i++) {
            if (Balance.KEY_ORDER.compare(balances.get(i - 1), balances.get(i)) == 0) {
                throw new IllegalArgumentException("lists the currency "
                        + balances.get(i).currency() + " twice" + wallet(balances, balances.get(i)));
            }
        }
    }

    private static String wallet(List<Balance> balances, Balance twice) {
        Set<String> wallets = new HashSet<>();
        balances.forEach(balance -> wallets.add(balance.wallet()));
        return wallets.size() == 1 ? "" : " in the wallet " + twice.wallet();
    }

    /**
     * Returns whether a response can have this time: not before 2009 and not more than a day ahead. A snapshot from the
     * future would stay the latest one.
     *
     * @param receivedAt the time at which the response, or its file, was received
     */
    public static boolean isPossible(Instant responseTime, Instant receivedAt) {
        return !responseTime.isBefore(EARLIEST) && !responseTime.isAfter(receivedAt.plus(FURTHEST_AHEAD));
    }

    /**
     * Returns the text of which the content hash is computed: a line for each balance with wallet, currency, total and
     * available part. The amounts are plain decimals with the digits received: 1.50 is not 1.5.
     */
    public String contentText() {
        StringBuilder text = new StringBuilder(balances.size() * 40);
        balances.forEach(balance -> balance.appendTo(text));
        return text.toString();
    }

    /** Returns the SHA-256 of {@link #contentText} in UTF-8, which distinguishes one content from another. */
    public byte[] contentSha256() {
        return Sha256.of(contentText().getBytes(StandardCharsets.UTF_8));
    }
}
