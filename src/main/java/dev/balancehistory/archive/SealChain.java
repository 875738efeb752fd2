package dev.balancehistory.archive;

import dev.balancehistory.balance.Seal;
import dev.balancehistory.process.TextResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Continues the seal chains of accounts. It needs a transaction that holds the accounts' write locks, so that no other
 * writer adds a link.
 */
public final class SealChain {
    public static final String NEWEST = TextResource.of(SealChain.class, "seal-chain.sql");

    private final Map<Integer, Seal> newest = new HashMap<>();

    private SealChain() {}

    public static SealChain of(Connection connection, Collection<Integer> accounts) throws SQLException {
        SealChain chain = new SealChain();
        try (PreparedStatement statement = connection.prepareStatement(NEWEST)) {
            statement.setArray(1, connection.createArrayOf("int4", accounts.toArray()));
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                chain.newest.put(row.getInt("account_id"), new Seal(row.getLong("sequence"), row.getBytes("seal")));
            }
        }
        return chain;
    }

    /** Adds the account's next snapshot; returns its seal. */
    public Seal add(int accountId, Seal.Facts facts) {
        Seal seal = newest.getOrDefault(accountId, Seal.none()).next(facts);
        newest.put(accountId, seal);
        return seal;
    }
}
