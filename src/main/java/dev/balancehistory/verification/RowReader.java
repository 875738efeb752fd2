package dev.balancehistory.verification;

import dev.balancehistory.database.Cursor;
import dev.balancehistory.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads an account's rows or packed balances, as text, so that nothing is rounded and NaN is detected. */
final class RowReader implements Cursor.Reader<SnapshotRow> {
    static final String QUERY = """
            select response_time, wallet, currency, balance::text as total, available_balance::text as available
              from balance
             where account_id = ? and response_time >= ?::timestamptz and response_time <= ?::timestamptz
             order by response_time, wallet, currency
            """;

    // In the order of the chunks, which do not overlap, so that each one is sorted in memory.
    static final String PACKED = """
            select u.response_time, p.wallet, p.currency, u.balance::text as total,
                   coalesce(u.available, u.balance)::text as available
              from balance_chunk c
              join balance_series p on p.account_id = c.account_id and p.first_time = c.first_time
             cross join lateral unnest(c.times, p.balances, p.available) u (response_time, balance, available)
             where c.account_id = ? and c.last_time >= ?::timestamptz and c.first_time <= ?::timestamptz
               and u.response_time >= ?::timestamptz and u.response_time <= ?::timestamptz
               and u.balance is not null
             order by c.first_time, u.response_time, p.wallet, p.currency
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
