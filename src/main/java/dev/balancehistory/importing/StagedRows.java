package dev.balancehistory.importing;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.database.Cursor;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.TextResource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of an exported history, sorted by the database so that the lines of a snapshot are adjacent. Closing
 * deletes them.
 */
final class StagedRows implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StagedRows.class);

    private static final String CREATE = TextResource.of(StagedRows.class, "staged-rows-table.sql");

    private static final String IN_ORDER = TextResource.of(StagedRows.class, "staged-rows.sql");

    private static final int BATCH = 2_000;

    private final Connection connection;
    private final CopyRows rows;

    private StagedRows(Connection connection, CopyRows rows) {
        this.connection = connection;
        this.rows = rows;
    }

    /**
     * Creates the temporary table.
     *
     * @throws Problem if the database fails
     */
    public static StagedRows open(DataSource dataSource) {
        try {
            Connection connection = dataSource.getConnection();
            try {
                connection.setAutoCommit(false);
                // Sorting a large file takes long.
                connection.setNetworkTimeout(Runnable::run, 0);
                try (Statement statement = connection.createStatement()) {
                    statement.execute(CREATE);
                }
                return new StagedRows(connection, CopyRows.into(connection, "pg_temp.import_row"));
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    /**
     * Adds a line.
     *
     * @throws Problem if the database fails
     */
    public void add(StagedRow row) {
        try {
            rows.row(10)
                    .int8(row.line())
                    .text(row.account())
                    .text(row.exchange())
                    .time(row.responseTime())
                    .text(row.balance().wallet())
                    .text(row.balance().currency())
                    .number(row.balance().total())
                    .number(row.balance().available())
                    .text(row.timeSource())
                    .text(row.origin());
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    /**
     * Marks a snapshot that may lack a line.
     *
     * @throws Problem if the database fails
     */
    public void mark(SnapshotKey key, long line) {
        try {
            rows.row(10)
                    .int8(line)
                    .text(key.account())
                    .nothing()
                    .time(key.responseTime())
                    .nothing()
                    .nothing()
                    .nothing()
                    .nothing()
                    .nothing()
                    .nothing();
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    /**
     * Returns all lines, snapshot after snapshot, of each the marks first, by their numbers. No line can be added
     * afterwards.
     *
     * @throws Problem if the database fails
     */
    public Cursor<StagedLine> inOrder() {
        try {
            rows.end();
            return Cursor.over(connection, "lines", IN_ORDER, statement -> {}, BATCH, StagedRows::line);
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    private static StagedLine line(ResultSet row) throws SQLException {
        SnapshotKey key = new SnapshotKey(row.getString("account"), Timestamps.get(row, "response_time"));
        long number = row.getLong("line");
        String wallet = row.getString("wallet");
        if (wallet == null) {
            return new StagedLine(key, number, null);
        }
        Balance balance = new Balance(
                wallet,
                row.getString("currency"),
                row.getBigDecimal("balance"),
                row.getBigDecimal("available_balance"));
        return new StagedLine(
                key,
                number,
                new StagedRow(
                        number,
                        key.account(),
                        row.getString("exchange"),
                        key.responseTime(),
                        balance,
                        row.getString("time_source"),
                        row.getString("origin")));
    }

    @Override
    public void close() {
        try (Connection closing = connection) {
            rows.giveUp();
            closing.rollback();
        } catch (SQLException e) {
            log.debug("The connection was gone before the lines were", e);
        }
    }
}
