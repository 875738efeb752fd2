package dev.balancehistory.verification;

import dev.balancehistory.archive.PartLengths;
import dev.balancehistory.database.Cursor;
import dev.balancehistory.database.Timestamps;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a response. */
final class ArchivedResponseReader {
    /** The size from which a body is read separately, since a batch of them would not fit into memory. */
    static final int LARGE = 16 << 10;

    private static final String BODY = "select body from balance_response where response_id = ? and account_id = ?";

    private final Connection connection;

    /**
     * @param connection the connection of the query
     */
    ArchivedResponseReader(Connection connection) {
        this.connection = connection;
    }

    /** Reads the response of a row. */
    ArchivedResponse read(ResultSet row) throws SQLException {
        long id = row.getLong("archived_id");
        int account = row.getInt("archived_account");
        byte[] bytes = row.getInt("body_length") > LARGE ? largeBody(id, account) : row.getBytes("body");
        return new ArchivedResponse(
                id,
                account,
                Timestamps.getNullable(row, "archived_slot"),
                Timestamps.get(row, "received_at"),
                Timestamps.getNullable(row, "archived_time"),
                row.getString("archived_source"),
                row.getString("format"),
                row.getString("state"),
                bytes == null ? null : new ArchivedResponse.ArchivedBody(bytes, PartLengths.get(row)),
                row.getBytes("body_sha256"));
    }

    private byte @Nullable [] largeBody(long responseId, int accountId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BODY)) {
            Cursor.transferBinary(statement);
            statement.setLong(1, responseId);
            statement.setInt(2, accountId);
            ResultSet row = statement.executeQuery();
            row.next();
            return row.getBytes(1);
        }
    }
}
