package dev.balancehistory.archive;

import dev.balancehistory.process.TextResource;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;

/** Reads the newest snapshot of accounts. It needs the right to read the views only. */
public final class NewestBalances {
    private static final String QUERY = TextResource.of(NewestBalances.class, "newest-balances.sql");

    private final JdbcOperations jdbc;

    public NewestBalances(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the newest balances of these accounts, in order. An account without a snapshot has no balance. */
    public List<NewestBalance> of(Collection<String> accounts) {
        return jdbc.query(
                QUERY,
                (row, number) -> new NewestBalance(
                        row.getString("account"),
                        row.getString("wallet"),
                        row.getString("currency"),
                        row.getBigDecimal("balance"),
                        row.getBigDecimal("available_balance")),
                (Object) accounts.toArray(String[]::new));
    }
}
