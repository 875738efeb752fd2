package dev.balancehistory.verification;

import dev.balancehistory.database.Cursor;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads an account's rows or packed balances, as text, so that nothing is rounded and NaN is detected. */
final class RowReader implements Cursor.Reader<SnapshotRow> {
    static final String QUERY = TextResource.of(RowReader.class, "row-reader.sql");

    // In the order of the chunks, which do not overlap, so that each one is sorted in memory.
    static final String PACKED = TextResource.of(RowReader.class, "row-reader-packed.sql");

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
