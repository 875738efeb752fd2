package dev.balancehistory.history;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Every account that the tables know of, in order of their names; one that is gone but for its snapshots or rows has its
 * number for a name, and no exchange.
 */
record KnownAccounts(List<Account> all) {
    // Also those that only the rows know: nothing but its last number is to be seen of an account that is gone.
    private static final String ACCOUNTS = """
            with recursive with_snapshot as (
                select min(account_id) as id from snapshot
                 union all
                select (select min(s.account_id) from snapshot s where s.account_id > w.id)
                  from with_snapshot w
                 where w.id is not null
            ), with_rows as (
                select min(account_id) as id from balance
                 union all
                select (select min(b.account_id) from balance b where b.account_id > w.id)
                  from with_rows w
                 where w.id is not null
            )
            select id, a.name, a.exchange
              from (select account_id as id from account
                     union
                    select id from with_snapshot
                     union
                    select id from with_rows) known
              left join account a on a.account_id = known.id
             where id is not null
            """;

    static KnownAccounts in(Connection connection) throws SQLException {
        List<Account> all = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ACCOUNTS);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                int id = row.getInt("id");
                String name = row.getString("name");
                all.add(
                        name == null
                                ? new Account(id, numbered(id), "")
                                : new Account(id, name, row.getString("exchange")));
            }
        }
        all.sort(Comparator.comparing(Account::name));
        return new KnownAccounts(all);
    }

    /**
     * Returns those of these names, all if there are none.
     *
     * @throws Problem if one is unknown
     */
    List<Account> named(List<String> names) {
        ReadTransaction.requireRecorded(names, all.stream().map(Account::name).toList());
        return all.stream()
                .filter(account -> names.isEmpty() || names.contains(account.name()))
                .toList();
    }

    /** Returns the name of an account, whether it is one of these or not. */
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
