package dev.balancehistory.statement;

import dev.balancehistory.database.Timestamps;
import dev.balancehistory.statement.Series.Column;
import dev.balancehistory.statement.Series.Point;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The points of a series as they are read. */
final class Points {
    private final List<Point> all = new ArrayList<>();
    private long changes;
    private boolean complete;

    void add(ResultSet row) throws SQLException {
        changes = row.getLong("change_count");
        complete = row.getBoolean("complete");
        all.add(new Point(
                Timestamps.get(row, "response_time"),
                row.getBigDecimal("balance"),
                row.getBigDecimal("locked_balance"),
                row.getBoolean("starts"),
                row.getBoolean("ends"),
                row.getBoolean("is_lowest"),
                row.getBoolean("is_highest")));
    }

    Series series(Holding holding, List<Column> columns) {
        return new Series(holding, all, columns, changes, complete);
    }
}
