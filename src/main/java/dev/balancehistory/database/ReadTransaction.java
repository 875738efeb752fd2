package dev.balancehistory.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.Similar;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A read-only transaction that sees one state of the history, without a time limit. */
public final class ReadTransaction implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReadTransaction.class);

    // A large history takes long, and a slow reader longer.
    private static final Map<String, String> NO_LIMITS = Map.of(
            "statement_timeout", "0",
            "idle_in_transaction_session_timeout", "0",
            "jit", "off",
            // All rows of a cursor are read.
            "cursor_tuple_fraction", "1");

    private static final String SET = "set_config(?, ?::text, true)";

    private static final String ACCOUNTS = "select account from recorded_account order by account";

    private final Connection connection;

    private ReadTransaction(Connection connection) {
        this.connection = connection;
    }

    /**
     * Begins the transaction, with one statement.
     *
     * @param settings the server settings of this transaction, in addition to its limits; a list of texts becomes
     *     an array
     */
    public static ReadTransaction begin(HikariDataSource dataSource, Map<String, Object> settings) throws SQLException {
        ReadTransaction transaction = new ReadTransaction(dataSource.getConnection());
        try {
            transaction.prepare(settings);
            return transaction;
        } catch (SQLException | RuntimeException e) {
            transaction.close();
            throw e;
        }
    }

    private void prepare(Map<String, Object> settings) throws SQLException {
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        connection.setNetworkTimeout(Runnable::run, 0);
        Map<String, Object> all = new LinkedHashMap<>(NO_LIMITS);
        all.putAll(settings);
        set(all);
    }

    /** Sets all of them in one statement, to save round trips. */
    private void set(Map<String, Object> settings) throws SQLException {
        String sql = "select " + String.join(", ", Collections.nCopies(settings.size(), SET));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int place = 1;
            for (Map.Entry<String, Object> setting : settings.entrySet()) {
                Object value = setting.getValue();
                statement.setString(place++, setting.getKey());
                statement.setObject(
                        place++,
                        value instanceof List<?> list ? connection.createArrayOf("text", list.toArray()) : value);
            }
            statement.execute();
        }
    }

    /**
     * Checks that each name is that of a recorded account.
     *
     * @throws Problem if an account is not recorded
     * @throws org.springframework.dao.DataAccessException if the database fails
     */
    public void requireRecorded(List<String> names) {
        if (!names.isEmpty()) {
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            requireRecorded(names, jdbc.query(ACCOUNTS, (row, number) -> row.getString(1)));
        }
    }

    /**
     * Checks that each name is among the recorded ones.
     *
     * @throws Problem if an account is not recorded
     */
    public static void requireRecorded(List<String> names, List<String> recorded) {
        for (String name : names) {
            if (!recorded.contains(name)) {
                throw new Problem(
                        Outcome.USAGE,
                        "no account is recorded as '" + name + "'" + Similar.hint(name, recorded) + "; "
                                + (recorded.isEmpty() ? "recorded: none" : "recorded: " + String.join(", ", recorded)));
            }
        }
    }

    /** Returns the connection, to be used until the transaction is closed. */
    public Connection connection() {
        return connection;
    }

    /** Ends the transaction, and returns the connection to the pool unchanged. */
    @Override
    public void close() {
        try (Connection returned = connection) {
            returned.rollback();
        } catch (SQLException e) {
            log.debug("The connection was gone before the transaction's end", e);
        }
    }

    /**
     * Ends the transaction and closes its connection, which is unusable after an aborted COPY. Eviction would make the
     * pool open another one, and a pool that is closed meanwhile may wait for ten seconds.
     */
    public void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            log.debug("The connection was gone before it was to be", e);
        }
    }
}
