package dev.balancehistory.verification;

import dev.balancehistory.database.Cursor;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/** Reads an account's snapshots in order of their sequence. */
final class ChainReader implements Cursor.Reader<ChainLink> {
    static final String QUERY = TextResource.of(ChainReader.class, "chain-reader.sql");

    @Override
    public ChainLink read(ResultSet row) throws SQLException {
        return new ChainLink(
                row.getLong("sequence"),
                Objects.requireNonNull(row.getBytes("seal")),
                Timestamps.get(row, "response_time"),
                Timestamps.getNullable(row, "slot"),
                row.getString("time_source"),
                row.getInt("currency_count"),
                Objects.requireNonNull(row.getBytes("content_sha256")),
                row.getString("format"),
                row.getBytes("body_sha256"));
    }
}
