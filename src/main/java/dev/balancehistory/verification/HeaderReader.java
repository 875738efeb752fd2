package dev.balancehistory.verification;

import dev.balancehistory.archive.PartLengths;
import dev.balancehistory.database.Cursor;
import dev.balancehistory.database.Timestamps;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads an account's headers, each with its response. */
final class HeaderReader implements Cursor.Reader<SnapshotHeader> {
    /** The size from which a body is read separately, since a batch of them would not fit into memory. */
    static final int LARGE = 16 << 10;

    static final String QUERY = String.format(Locale.ROOT, """
            select s.response_time, s.slot, s.response_id, s.time_source, s.currency_count, s.content_sha256,
                   s.sequence, r.response_id as archived_id, r.account_id as archived_account, r.slot as archived_slot, r.received_at,
                   r.response_time as archived_time, r.time_source as archived_source, r.format, r.state, r.body_sha256,
                   r.part_lengths,
                   case when octet_length(r.body) <= %d then r.body end as body, octet_length(r.body) as body_length
              from snapshot s
              left join balance_response r on r.response_id = s.response_id and r.account_id = s.account_id
             where s.account_id = ? and s.response_time >= ?::timestamptz and s.response_time <= ?::timestamptz
             order by s.response_time
            """, LARGE);

    private static final String BODY = "select body from balance_response where response_id = ? and account_id = ?";

    private final Connection connection;

    /**
     * @param connection the connection of the query
     */
    HeaderReader(Connection connection) {
        this.connection = connection;
    }

    @Override
    public SnapshotHeader read(ResultSet row) throws SQLException {
        row.getLong("archived_id");
        ArchivedResponse response = row.wasNull() ? null : response(row);
        return new SnapshotHeader(
                Timestamps.get(row, "response_time"),
                Timestamps.getNullable(row, "slot"),
                row.getLong("response_id"),
                row.getString("time_source"),
                row.getInt("currency_count"),
                Objects.requireNonNull(row.getBytes("content_sha256")),
                row.getLong("sequence"),
                response);
    }

    /** Reads the response of a row. */
    ArchivedResponse response(ResultSet row) throws SQLException {
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
