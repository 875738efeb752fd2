package dev.balancehistory.verification;

import dev.balancehistory.balance.Account;
import dev.balancehistory.database.ReadTransaction;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.TextResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of all tables, in order of their names. A deleted account with snapshots or rows has its number as name,
 * and no exchange.
 *
 * @param differences the accounts whose number has another name in {@code account_name}
 */
record KnownAccounts(List<Account> all, List<Difference> differences) {
    private static final String ACCOUNTS = "select account_id, name, exchange from account";

    private static final String RENAMED = TextResource.of(KnownAccounts.class, "known-accounts.sql");

    // Adds those that only snapshots or rows contain, by one look-up each.
    private static final List<String> NEXT = List.of(
            "select min(account_id) from snapshot where account_id > ?",
            "select min(account_id) from balance where account_id > ?",
            "select min(account_id) from balance_chunk where account_id > ?");

    static KnownAccounts in(Connection connection) throws SQLException {
        Map<Integer, Account> all = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(ACCOUNTS);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                int id = row.getInt("account_id");
                all.put(id, new Account(id, row.getString("name"), row.getString("exchange")));
            }
        }
        for (String next : NEXT) {
            try (PreparedStatement statement = connection.prepareStatement(next)) {
                for (Integer id = next(statement, Integer.MIN_VALUE); id != null; id = next(statement, id)) {
                    all.putIfAbsent(id, new Account(id, numbered(id), ""));
                }
            }
        }
        return new KnownAccounts(
                all.values().stream()
                        .sorted(Comparator.comparing(Account::name))
                        .toList(),
                differences(connection));
    }

    private static List<Difference> differences(Connection connection) throws SQLException {
        List<Difference> differences = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(RENAMED);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String other = row.getString("other");
                String text = "its number in the table account is " + row.getInt("account_id") + ", which account_name "
                        + (other == null ? "lacks" : "has for " + other);
                differences.add(new Difference(row.getString("name"), null, null, null, text));
            }
        }
        return differences;
    }

    private static @Nullable Integer next(PreparedStatement statement, int after) throws SQLException {
        statement.setInt(1, after);
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getObject(1, Integer.class);
        }
    }

    /**
     * Returns the accounts of these names; all without names.
     *
     * @throws Problem if a name is unknown
     */
    List<Account> named(List<String> names) {
        ReadTransaction.requireRecorded(names, all.stream().map(Account::name).toList());
        return all.stream()
                .filter(account -> names.isEmpty() || names.contains(account.name()))
                .toList();
    }

    /** Returns the name of any account. */
    String name(int accountId) {
        return all.stream()
                .filter(account -> account.id() == accountId)
                .map(Account::name)
                .findFirst()
                .orElseGet(() -> numbered(accountId));
    }

    private static String numbered(int accountId) {
        return "account_id=" + accountId;
    }
}
