package dev.balancehistory.verification;

import dev.balancehistory.database.Cursor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** Reads the responses without a snapshot, each with the content recorded for its time and slot. */
final class UnrecordedResponseReader implements Cursor.Reader<UnrecordedResponse> {
    static final String QUERY = String.format(Locale.ROOT, """
            select r.response_id as archived_id, r.account_id as archived_account, r.slot as archived_slot, r.received_at,
                   r.response_time as archived_time, r.time_source as archived_source, r.format, r.state,
                   r.body_sha256, r.part_lengths,
                   case when octet_length(r.body) <= %d then r.body end as body, octet_length(r.body) as body_length,
                   (select s.content_sha256
                      from snapshot s
                     where s.account_id = r.account_id and s.response_time = r.response_time) as recorded_sha256,
                   exists (select
                             from snapshot s
                            where s.account_id = r.account_id and s.slot = r.slot) as slot_recorded
              from balance_response r
             where r.account_id = any (?)
               and coalesce(r.response_time, r.received_at) >= ?::timestamptz
               and coalesce(r.response_time, r.received_at) <= ?::timestamptz
               and not exists (select from snapshot s where s.account_id = r.account_id
                                    and s.response_time = r.response_time
                                    and s.response_id = r.response_id)
             order by r.response_id
            """, ArchivedResponseReader.LARGE);

    private final ArchivedResponseReader responses;

    UnrecordedResponseReader(Connection connection) {
        this.responses = new ArchivedResponseReader(connection);
    }

    @Override
    public UnrecordedResponse read(ResultSet row) throws SQLException {
        return new UnrecordedResponse(
                responses.read(row), row.getBytes("recorded_sha256"), row.getBoolean("slot_recorded"));
    }
}
