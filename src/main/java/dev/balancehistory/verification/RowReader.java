package dev.balancehistory.verification;

import dev.balancehistory.database.Cursor;
import dev.balancehistory.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads an account's rows with their amounts as text, so that nothing is rounded and NaN is detected. */
final class RowReader implements Cursor.Reader<SnapshotRow> {
    static final String QUERY = """
            select response_time, wallet, currency, balance::text as total, available_balance::text as available
              from balance
             where account_id = ? and response_time >= ?::timestamptz and response_time <= ?::timestamptz
             order by response_time, wallet, currency
            """;

    @Override
    public SnapshotRow read(ResultSet row) throws SQLException {
        return new SnapshotRow(
                Timestamps.get(row, "response_time"),
                row.getString("wallet"),
                row.getString("currency"),
                row.getString("total"),
                row.getString("available"));
    }
}
