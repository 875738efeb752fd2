package dev.balancehistory.importing;

import dev.balancehistory.archive.AccountRegistry;
import dev.balancehistory.balance.Account;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.TextResource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;

/** The accounts of the history, and those that an import adds. A new account is added with its first response. */
final class ImportAccounts {
    private static final String WALLETS = TextResource.of(ImportAccounts.class, "import-accounts.sql");

    private final Connection connection;
    private final JdbcOperations jdbc;
    private final AccountRegistry registry;
    private final boolean dryRun;
    private int unadded;

    /**
     * @param jdbc the same connection
     * @param dryRun whether the transaction holds the memory of a dry run, so that it must not end
     */
    ImportAccounts(Connection connection, JdbcOperations jdbc, boolean dryRun) {
        this.connection = connection;
        this.jdbc = jdbc;
        this.registry = new AccountRegistry(jdbc);
        this.dryRun = dryRun;
    }

    /**
     * Returns the account of this name; null if the history has none.
     *
     * @throws Problem if the database fails
     */
    @Nullable
    Account find(String name) {
        return committed(() -> registry.find(name));
    }

    /**
     * Returns the wallets of the account's newest snapshot.
     *
     * @throws Problem if the database fails
     */
    Set<String> wallets(Account account) {
        return committed(() -> Set.copyOf(jdbc.queryForList(WALLETS, String.class, account.id())));
    }

    private <T extends @Nullable Object> T committed(Supplier<T> query) {
        try {
            T result = query.get();
            if (!dryRun) {
                connection.commit();
            }
            return result;
        } catch (SQLException | DataAccessException e) {
            throw DatabaseProblem.of(e);
        }
    }

    /** Returns an account that the history does not have, with a number that no other has. */
    Account create(String name, String exchange) {
        return new Account(--unadded, name, exchange);
    }

    /**
     * Adds the new accounts within the transaction of their responses, so that a rejected batch adds none.
     *
     * @return the responses, each with its account in the history
     * @throws Problem if a run has added the account meanwhile, with another exchange
     */
    List<ImportedResponse> added(List<ImportedResponse> responses) {
        Map<Account, Account> added = new HashMap<>();
        return responses.stream()
                .map(response -> response.account().id() > 0
                        ? response
                        : response.of(added.computeIfAbsent(response.account(), this::added)))
                .toList();
    }

    private Account added(Account account) {
        Account added = registry.findOrAdd(account.name(), account.exchange());
        if (!added.exchange().equals(account.exchange())) {
            throw new Problem(
                    Outcome.TEMPORARY_FAILURE,
                    "the account " + account.name() + " was added meanwhile, with the exchange " + added.exchange()
                            + ": start the import again");
        }
        return added;
    }
}
