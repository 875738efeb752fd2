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

    /**
     * Checks the encoding, without a query.
     *
     * @throws Problem if the database can't store every text
     */
    public static void require(Connection connection) throws SQLException {
        String encoding = connection.unwrap(PGConnection.class).getParameterStatus("server_encoding");
        if (!isSupported(encoding)) {
            throw problem(encoding);
        }
    }

    /**
     * @param encoding PostgreSQL's name of the encoding; null if a connection pooler does not report it
     */
    static boolean isSupported(@Nullable String encoding) {
        return encoding == null || encoding.equals("UTF8");
    }

    static Problem problem(@Nullable String encoding) {
        return new Problem(
                Outcome.CONFIGURATION,
                "the database has the encoding " + encoding + ", which can't store every text: create one with"
                        + " createdb --encoding=UTF8 --template=template0");
    }
}
