package dev.balancehistory.verification;

import dev.balancehistory.database.Cursor;
import dev.balancehistory.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/** Reads an account's headers, each with its response. */
final class HeaderReader implements Cursor.Reader<SnapshotHeader> {
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
            """, ArchivedResponseReader.LARGE);

    private final ArchivedResponseReader responses;
    private final PackedResponses packed;

    /**
     * @param packed the packed responses of the same account
     */
    HeaderReader(ArchivedResponseReader responses, PackedResponses packed) {
        this.responses = responses;
        this.packed = packed;
    }

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
