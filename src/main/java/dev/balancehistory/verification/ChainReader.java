package dev.balancehistory.verification;

import dev.balancehistory.database.Cursor;
import dev.balancehistory.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/** Reads an account's snapshots in order of their sequence. */
final class ChainReader implements Cursor.Reader<ChainLink> {
    static final String QUERY = """
            select s.sequence, s.seal, s.response_time, s.slot, s.time_source, s.currency_count, s.content_sha256,
                   r.format, r.body_sha256
              from snapshot s
              left join balance_response r on r.response_id = s.response_id and r.account_id = s.account_id
             where s.account_id = ?
             order by s.sequence
            """;

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
