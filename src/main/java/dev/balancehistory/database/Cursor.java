package dev.balancehistory.database;

import dev.balancehistory.process.Problem;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a query one after the other, with at most one batch in memory. */
public final class Cursor<T> implements AutoCloseable {
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Reader<T> reader;

    private Cursor(PreparedStatement statement, ResultSet rows, Reader<T> reader) {
        this.statement = statement;
        this.rows = rows;
        this.reader = reader;
    }

    /** Converts a row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Starts the query. The cursor closes the statement.
     *
     * @param batch the number of rows in memory
     */
    public static <T> Cursor<T> over(PreparedStatement statement, int batch, Reader<T> reader) throws SQLException {
        statement.setFetchSize(batch);
        return new Cursor<>(statement, statement.executeQuery(), reader);
    }

    /**
     * Returns the next row; null at the end.
     *
     * @throws Problem if the database can't be read
     */
    public @Nullable T next() {
        try {
            return rows.next() ? reader.read(rows) : null;
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    @Override
    public void close() {
        try {
            statement.close();
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }
}
