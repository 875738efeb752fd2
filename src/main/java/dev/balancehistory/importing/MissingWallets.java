package dev.balancehistory.importing;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.Snapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds snapshots that lack a wallet of their account. An archived response is the body of one request, and an account of
 * two wallets needs two.
 */
final class MissingWallets {
    private final Function<Account, Set<String>> wallets;
    private final Map<Account, Set<String>> expected = new HashMap<>();

    /**
     * @param wallets returns the wallets that the account is configured with or has in the history
     */
    MissingWallets(Function<Account, Set<String>> wallets) {
        this.wallets = wallets;
    }

    /** Returns a warning, the first time that an account's snapshot lacks a wallet; null otherwise. */
    @Nullable
    String warning(Account account, Snapshot snapshot) {
        Set<String> listed =
                snapshot.balances().stream().map(Balance::wallet).collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = new TreeSet<>(expected.computeIfAbsent(account, wallets));
        missing.removeAll(listed);
        if (missing.isEmpty() || listed.isEmpty()) {
            return null;
        }
        expected.put(account, Set.of());
        return "warning: the response has only the wallet " + String.join(", ", listed) + "; the account "
                + account.name() + " also has " + String.join(", ", missing)
                + ", which this snapshot and similar ones lack";
    }
}
