package dev.balancehistory.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcOperations;

/** Reads the newest snapshot of accounts. It needs the right to read the views only. */
public final class NewestBalances {
    private static final String QUERY = "newest-balances.sql";

    private final JdbcOperations jdbc;

    public NewestBalances(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the newest balances of these accounts, in order. An account without a snapshot has no balance. */
    public List<NewestBalance> of(Collection<String> accounts) {
        return jdbc.query(
                query(),
                (row, number) -> new NewestBalance(
                        row.getString("account"),
                        row.getString("wallet"),
                        row.getString("currency"),
                        row.getBigDecimal("balance"),
                        row.getBigDecimal("available_balance")),
                (Object) accounts.toArray(String[]::new));
    }

    private static String query() {
        try {
            return new ClassPathResource(QUERY, NewestBalances.class).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
