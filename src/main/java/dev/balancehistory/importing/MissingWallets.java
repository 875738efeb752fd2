package dev.balancehistory.importing;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.exchange.AccountExchanges;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds snapshots that lack a wallet of the named account's configuration or history. A response is the body of one
 * request, and an account of two wallets needs two.
 */
final class MissingWallets {
    private final ImportChunks chunks;
    private final AccountExchanges configuration;
    private @Nullable Set<String> wallets;

    MissingWallets(ImportChunks chunks, AccountExchanges configuration) {
        this.chunks = chunks;
        this.configuration = configuration;
    }

    /** Returns a warning; null if the snapshot lacks no wallet, and after the first warning. */
    @Nullable
    String warning(Account account, Snapshot snapshot) {
        Set<String> listed =
                snapshot.balances().stream().map(Balance::wallet).collect(Collectors.toCollection(TreeSet::new));
        if (wallets == null) {
            wallets = new TreeSet<>(chunks.wallets(account));
            wallets.addAll(configuration.walletsOf(account.name()));
        }
        Set<String> missing = new TreeSet<>(wallets);
        missing.removeAll(listed);
        if (missing.isEmpty() || listed.isEmpty()) {
            return null;
        }
        wallets = Set.of();
        return "the response has only the wallet " + String.join(", ", listed) + "; the account " + account.name()
                + " also has " + String.join(", ", missing) + ", which this snapshot and similar ones lack";
    }
}
