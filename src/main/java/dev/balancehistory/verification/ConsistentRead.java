package dev.balancehistory.verification;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.balance.Account;
import dev.balancehistory.database.Cursor;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.database.ReadTransaction;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.TextResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.PreparedStatementSetter;

/**
 * Reads one state of the history in a read-only transaction, in the order of the keys. Each method throws a
 * {@link Problem} if the database can't be read. For one thread.
 */
final class ConsistentRead implements AutoCloseable {
    // The indexes have the order of the keys. A sort would need the disk space of a second copy.
    static final String IN_ORDER =
            "set local enable_sort = off; set local enable_hashjoin = off; set local enable_bitmapscan = off";
    private static final String IN_ANY_ORDER =
            "set local enable_sort = on; set local enable_hashjoin = on; set local enable_bitmapscan = on";

    private static final int BATCH_OF_RESPONSES = 200;
    private static final int BATCH_OF_ROWS = 2_000;

    private static final String EXPECTED = TextResource.of(ConsistentRead.class, "consistent-read.sql");

    private final ReadTransaction transaction;
    private final Connection connection;
    private final KnownAccounts known;
    private final List<Account> accounts;
    private final String from;
    private final String last;

    private ConsistentRead(ReadTransaction transaction, VerifyRequest request) throws SQLException {
        this.transaction = transaction;
        this.connection = transaction.connection();
        this.known = KnownAccounts.in(connection);
        this.accounts = known.named(request.accounts());
        this.from = request.from() == null ? "-infinity" : request.from().toString();
        // The last microsecond before it, so that infinity includes everything.
        this.last = request.to() == null
                ? "infinity"
                : request.to().minusNanos(1_000).toString();
    }

    /**
     * Opens the current state of the history. The database user needs the right to read the tables.
     *
     * @throws Problem if the database can't be read, or a named account was never recorded
     */
    static ConsistentRead open(HikariDataSource dataSource, VerifyRequest request) {
        try {
            ReadTransaction transaction = ReadTransaction.begin(dataSource, Map.of());
            try {
                ConsistentRead state = new ConsistentRead(transaction, request);
                state.execute(IN_ORDER);
                return state;
            } catch (SQLException | RuntimeException e) {
                transaction.close();
                throw e;
            }
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    private void execute(String settings) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(settings);
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    /**
     * Returns the accounts in order of their names. A deleted account with snapshots or rows has its number as name,
     * and no exchange.
     */
    public List<Account> accounts() {
        return accounts;
    }

    /**
     * Returns the accounts that the two tables of accounts name differently, and the chunks of packed balances that
     * hide some, whatever the range.
     */
    public List<Difference> structuralDifferences() {
        try {
            return Stream.concat(known.differences().stream(), HidingChunks.in(connection, known).stream())
                    .toList();
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    /** Returns the name of any account. */
    public String name(int accountId) {
        return known.name(accountId);
    }

    /** Returns the expected number of rows. */
    public long expectedRows() {
        try (PreparedStatement statement = connection.prepareStatement(EXPECTED)) {
            bind(statement, accountIds());
            ResultSet rows = statement.executeQuery();
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    /** Returns the account's snapshots, the oldest first. */
    public Cursor<SnapshotHeader> headers(Account account) {
        return cursor(
                "headers",
                HeaderReader.QUERY,
                statement -> bind(statement, account.id()),
                BATCH_OF_RESPONSES,
                new HeaderReader(
                        new ArchivedResponseReader(connection), new PackedResponses(connection, account.id())));
    }

    /** Returns the account's rows, packed or not, whether they have a snapshot or not, in order of response time. */
    public SnapshotRows rows(Account account) {
        return new SnapshotRows(
                cursor(
                        "amounts",
                        RowReader.QUERY,
                        statement -> bind(statement, account.id()),
                        BATCH_OF_ROWS,
                        new RowReader()),
                cursor(
                        "packed",
                        RowReader.PACKED,
                        statement -> {
                            bind(statement, account.id());
                            statement.setString(4, from);
                            statement.setString(5, last);
                        },
                        BATCH_OF_ROWS,
                        new RowReader()));
    }

    /** Returns all snapshots of the account as links of its chain, in order of their sequence, whatever the range. */
    public Cursor<ChainLink> chain(Account account) {
        return cursor(
                "chain",
                ChainReader.QUERY,
                statement -> statement.setInt(1, account.id()),
                BATCH_OF_ROWS,
                new ChainReader(new PackedResponses(connection, account.id())));
    }

    /** Returns the responses without a snapshot. It scans all responses, whatever the range. */
    public Cursor<UnrecordedResponse> unrecordedResponses() {
        execute(IN_ANY_ORDER);
        return cursor(
                "unrecorded",
                UnrecordedResponseReader.QUERY,
                statement -> bind(statement, accountIds()),
                BATCH_OF_RESPONSES,
                new UnrecordedResponseReader(connection));
    }

    private Object accountIds() throws SQLException {
        return connection.createArrayOf(
                "int4", accounts.stream().map(Account::id).toArray());
    }

    private <T> Cursor<T> cursor(
            String name, String query, PreparedStatementSetter parameters, int batch, Cursor.Reader<T> reader) {
        try {
            return Cursor.over(connection, name, query, parameters, batch, reader);
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    private void bind(PreparedStatement statement, Object accountOrAccounts) throws SQLException {
        statement.setObject(1, accountOrAccounts);
        statement.setString(2, from);
        statement.setString(3, last);
    }

    @Override
    public void close() {
        transaction.close();
    }
}
