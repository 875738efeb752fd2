package dev.balancehistory.verification;

import dev.balancehistory.database.Cursor;
import dev.balancehistory.process.TextResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The packed responses of one account. Keeps the last chunk that was read: a look-up opens a whole chunk, and the next one
 * mostly needs the same.
 */
final class PackedResponses {
    private static final String QUERY = TextResource.of(PackedResponses.class, "packed-responses.sql");

    private final Connection connection;
    private final int account;
    private final Map<Instant, ArchivedResponse> chunk = new HashMap<>();

    PackedResponses(Connection connection, int account) {
        this.connection = connection;
        this.account = account;
    }

    /** Returns the packed response of the snapshot of that time; null if it has no packed response. */
    @Nullable
    ArchivedResponse at(Instant time) throws SQLException {
        if (!chunk.containsKey(time)) {
            ArchivedResponseReader reader = new ArchivedResponseReader(connection);
            chunk.clear();
            try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
                Cursor.transferBinary(statement);
                statement.setInt(1, account);
                statement.setString(2, time.toString());
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    ArchivedResponse response = reader.read(row);
                    chunk.put(Objects.requireNonNull(response.responseTime()), response);
                }
            }
        }
        return chunk.get(time);
    }
}
