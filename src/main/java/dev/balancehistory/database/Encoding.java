package dev.balancehistory.database;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The encoding of the database. Any other than UTF-8 rejects some of the text that an exchange may send, or counts bytes
 * as characters.
 */
public final class Encoding {
    private Encoding() {}

    /**
     * Checks the encoding, without a query.
     *
     * @throws Problem if the database can't store every text
     */
    public static void require(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            require(connection);
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    /** The same for an open connection. */
    public static void require(Connection connection) throws SQLException {
        Problem problem = problem(connection.unwrap(PGConnection.class).getParameterStatus("server_encoding"));
        if (problem != null) {
            throw problem;
        }
    }

    /** Returns the problem of an encoding, null if a connection pooler does not report it; null without a problem. */
    static @Nullable Problem problem(@Nullable String encoding) {
        return encoding == null || encoding.equals("UTF8")
                ? null
                : new Problem(
                        Outcome.CONFIGURATION,
                        "the database has the encoding " + encoding + ", which can't store every text: create one with"
                                + " createdb --encoding=UTF8 --template=template0");
    }
}
