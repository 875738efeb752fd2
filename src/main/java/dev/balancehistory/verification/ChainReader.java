package dev.balancehistory.verification;

import dev.balancehistory.database.Cursor;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;

/**
 * Reads an account's snapshots in order of their sequence.
 *
 * @param packed the packed responses of the same account
 */
record ChainReader(PackedResponses packed) implements Cursor.Reader<ChainLink> {
    static final String QUERY = TextResource.of(ChainReader.class, "chain-reader.sql");

    @Override
    public ChainLink read(ResultSet row) throws SQLException {
        Instant time = Timestamps.get(row, "response_time");
        String format = row.getString("format");
        ArchivedResponse response = format == null ? packed.at(time) : null;
        return new ChainLink(
                row.getLong("sequence"),
                Objects.requireNonNull(row.getBytes("seal")),
                time,
                Timestamps.getNullable(row, "slot"),
                row.getString("time_source"),
                row.getInt("currency_count"),
                Objects.requireNonNull(row.getBytes("content_sha256")),
                response == null ? format : response.format(),
                response == null ? row.getBytes("body_sha256") : response.bodySha256());
    }
}
