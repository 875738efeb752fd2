package dev.balancehistory.balance;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything an account held at one instant, whole.
 *
 * @param responseTime when the exchange answered, to the millisecond
 * @param balances one for each wallet and currency that was reported, in the order of the tables' keys; may be empty
 */
public record Snapshot(Instant responseTime, List<Balance> balances) {
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
     * Returns the text that its content is hashed by: a line for each balance with wallet, currency, total and available
     * part, the amounts as plain decimals with the digits received. 1.50 is not 1.5.
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
