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
record ArchivedResponseReader(Connection connection) {
    private static final String BODY = "select body from balance_response where response_id = ? and account_id = ?";

    /** Reads the response of a row. */
    ArchivedResponse read(ResultSet row) throws SQLException {
        long id = row.getLong("archived_id");
        int account = row.getInt("archived_account");
        byte[] bytes = row.getBytes("body");
        if (bytes == null && row.getInt("body_length") > 0) {
            bytes = largeBody(id, account);
        }
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
