package dev.balancehistory.database;

import dev.balancehistory.process.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.PreparedStatementSetter;

/**
 * Reads the rows of a query one after the other, with at most one batch in memory, within a transaction. It is a cursor
 * of SQL: that of the driver is a named statement, which a connection pooler in transaction mode does not support.
 */
public final class Cursor<T> implements AutoCloseable {
    private final PreparedStatement fetch;
    private final PreparedStatement close;
    private final int batch;
    private final Reader<T> reader;
    private @Nullable ResultSet rows;
    private int read;

    private Cursor(PreparedStatement fetch, PreparedStatement close, int batch, Reader<T> reader) {
        this.fetch = fetch;
        this.close = close;
        this.batch = batch;
        this.reader = reader;
    }

    /** Converts a row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Starts the query.
     *
     * @param connection the connection, in a transaction
     * @param name the cursor's name, which no other open cursor of the transaction has
     * @param batch the number of rows in memory
     */
    public static <T> Cursor<T> over(
            Connection connection,
            String name,
            String query,
            PreparedStatementSetter parameters,
            int batch,
            Reader<T> reader)
            throws SQLException {
        try (PreparedStatement declare =
                connection.prepareStatement("declare " + name + " no scroll cursor for " + query)) {
            parameters.setValues(declare);
            declare.execute();
        }
        PreparedStatement fetch = connection.prepareStatement("fetch " + batch + " from " + name);
        transferBinary(fetch);
        return new Cursor<>(fetch, connection.prepareStatement("close " + name), batch, reader);
    }

    /** Transfers bytes and times in binary form from the first row on, unless the URL sets prepareThreshold=0. */
    public static void transferBinary(PreparedStatement statement) throws SQLException {
        PGStatement driver = statement.unwrap(PGStatement.class);
        if (driver.getPrepareThreshold() != 0) {
            driver.setPrepareThreshold(-1);
        }
    }

    /**
     * Returns the next row; null at the end.
     *
     * @throws Problem if the database can't be read
     */
    public @Nullable T next() {
        try {
            ResultSet current = rows;
            while (current == null || !current.next()) {
                if (current != null && read < batch) {
                    return null;
                }
                current = fetch.executeQuery();
                rows = current;
                read = 0;
            }
            read++;
            return reader.read(current);
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    @Override
    public void close() {
        try (fetch;
                close) {
            close.execute();
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }
}
