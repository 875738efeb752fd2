package dev.balancehistory.importing;

import static dev.balancehistory.recording.TestHistory.NOON;
import static dev.balancehistory.recording.TestHistory.balance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.archive.AccountWriteLock;
import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.recording.TestHistory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** How an import affects other imports, runs and the next user of its connection. */
class ImportSessionTest {
    private final TestHistory test = new TestHistory();
    private Connection connection;
    private SingleConnectionDataSource itsOwn;
    private JdbcTemplate sql;

    @BeforeEach
    void open() throws SQLException {
        connection = test.pool.getConnection();
        itsOwn = new SingleConnectionDataSource(connection, true);
        sql = new JdbcTemplate(itsOwn);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        test.close();
    }

    @Test
    @Tag("O5")
    void onlyALoneImportMarksDeadImports() {
        AtomicInteger alone = new AtomicInteger();

        ImportSession one = ImportSession.open(test.pool, false, alone::incrementAndGet);
        assertThat(alone).hasValue(1);
        ImportSession.open(test.pool, false, alone::incrementAndGet).close();
        assertThat(alone).hasValue(1);
        one.close();
        ImportSession.open(test.pool, false, alone::incrementAndGet).close();
        assertThat(alone).hasValue(2);
    }

    @Test
    void anImportWaitsLongerThanARunAndRestoresTheSettingsOfTheConnection() throws SQLException {
        int idle = setting("idle_in_transaction_session_timeout");
        int ofARun = setting("lock_timeout");

        ImportSession session = ImportSession.open(itsOwn, false, () -> {});
        assertThat(setting("lock_timeout")).isGreaterThan(idle);
        assertThat(setting("statement_timeout")).isGreaterThan(setting("lock_timeout"));
        assertThat(connection.getNetworkTimeout()).isGreaterThan(setting("statement_timeout"));
        session.close();

        assertThat(setting("lock_timeout")).isEqualTo(ofARun);
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(sql.queryForList("select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()"))
                .isEmpty();
    }

    @Test
    @Tag("D6")
    void anImportAndARunWriteInTurn() throws SQLException {
        Account account = test.account();
        try (Connection run = test.pool.getConnection()) {
            run.setAutoCommit(false);
            AccountWriteLock.acquire(run, List.of(account.id()));

            try (ImportSession session = ImportSession.open(itsOwn, false, () -> {})) {
                sql.execute("set lock_timeout = '10ms'");
                connection.commit();
                List<ImportedResponse> responses = List.of(response(account));

                assertThatExceptionOfType(Problem.class)
                        .isThrownBy(() -> session.take(responses, 1, NOON))
                        .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE));
                run.rollback();
                assertThat(session.take(responses, 1, NOON)).hasSize(1);
            }
        }
    }

    private static ImportedResponse response(Account account) {
        return new ImportedResponse(
                "a.json:1",
                account,
                "imported",
                NOON,
                "body",
                "1000",
                "SUCCESS",
                "bitfront/1",
                new byte[1],
                new byte[32],
                null,
                null,
                new Snapshot(NOON, List.of(balance("BTC", "1", "1"))));
    }

    /** Returns what it is in this connection, in milliseconds. */
    private int setting(String name) {
        return sql.queryForObject("select setting::int from pg_settings where name = ?", Integer.class, name);
    }
}
