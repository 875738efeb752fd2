package dev.balancehistory.verification;

import dev.balancehistory.database.Cursor;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;

/**
 * Reads an account's headers, each with its response.
 *
 * @param packed the packed responses of the same account
 */
record HeaderReader(ArchivedResponseReader responses, PackedResponses packed) implements Cursor.Reader<SnapshotHeader> {
    static final String QUERY = TextResource.of(HeaderReader.class, "header-reader.sql");

    @Override
    public SnapshotHeader read(ResultSet row) throws SQLException {
        Instant time = Timestamps.get(row, "response_time");
        row.getLong("archived_id");
        ArchivedResponse response = row.wasNull() ? packed.at(time) : responses.read(row);
        return new SnapshotHeader(
                time,
                Timestamps.getNullable(row, "slot"),
                row.getLong("response_id"),
                row.getString("time_source"),
                row.getInt("currency_count"),
                Objects.requireNonNull(row.getBytes("content_sha256")),
                row.getLong("sequence"),
                response);
    }
}
