package dev.balancehistory.verification;

import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds chunks in which a report does not find each balance or response once, and packed responses that are damaged. */
final class HidingChunks {
    private static final String QUERY = TextResource.of(HidingChunks.class, "hiding-chunks.sql");

    private HidingChunks() {}

    static List<Difference> in(Connection connection, KnownAccounts accounts) throws SQLException {
        List<Difference> differences = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                differences.add(new Difference(
                        accounts.name(row.getInt("account_id")),
                        Timestamps.get(row, "time"),
                        null,
                        null,
                        row.getString("flaw")));
            }
        }
        return differences;
    }
}
