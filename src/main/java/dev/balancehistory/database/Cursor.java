package dev.balancehistory.database;

import dev.balancehistory.process.Problem;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Hands out what a query gives, one after the other, of which the program never holds more than a handful. */
public final class Cursor<T> implements AutoCloseable {
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Reader<T> reader;

    private Cursor(PreparedStatement statement, ResultSet rows, Reader<T> reader) {
        this.statement = statement;
        this.rows = rows;
        this.reader = reader;
    }

    /** Makes a row what it stands for. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Starts the query; the statement is the cursor's from here on.
     *
     * @param batch how many rows to hold
     */
    public static <T> Cursor<T> over(PreparedStatement statement, int batch, Reader<T> reader) throws SQLException {
        statement.setFetchSize(batch);
        return new Cursor<>(statement, statement.executeQuery(), reader);
    }

    /**
     * Returns the next one; null if that was all.
     *
     * @throws Problem if the database can't give it
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
