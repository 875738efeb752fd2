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
import javax.sql.DataSource;
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

    private ImportSession open(DataSource dataSource, Runnable whenAlone) {
        return ImportSession.open(dataSource, test.database.dataSource(), false, false, whenAlone);
    }

    @Test
    @Tag("O5")
    void onlyALoneImportMarksDeadImports() {
        AtomicInteger alone = new AtomicInteger();

        ImportSession one = open(test.pool, alone::incrementAndGet);
        assertThat(alone).hasValue(1);
        open(test.pool, alone::incrementAndGet).close();
        assertThat(alone).hasValue(1);
        one.close();
        open(test.pool, alone::incrementAndGet).close();
        assertThat(alone).hasValue(2);
    }

    @Test
    void anImportWaitsLongerThanARunAndChangesNoSettingOfTheConnection() throws SQLException {
        int idle = setting("idle_in_transaction_session_timeout");
        int ofARun = setting("lock_timeout");
        test.database.sql().execute("""
                create table limits (name text, milliseconds integer);
                create function note_limits() returns trigger language plpgsql as $$
                begin
                    insert into limits
                    select name, setting::integer from pg_settings where name in ('lock_timeout', 'statement_timeout');
                    return new;
                end
                $$;
                create trigger note_limits before insert on balance_response
                    for each row execute function note_limits()
                """);

        try (ImportSession session = open(itsOwn, () -> {})) {
            session.take(List.of(response(test.account())), 1, NOON);
            assertThat(connection.getNetworkTimeout()).isGreaterThan(limit("statement_timeout"));
        }

        assertThat(limit("lock_timeout")).isGreaterThan(idle);
        assertThat(limit("statement_timeout")).isGreaterThan(limit("lock_timeout"));
        assertThat(setting("lock_timeout")).isEqualTo(ofARun);
        assertThat(test.database.advisoryLocks()).isZero();
    }

    private int limit(String name) {
        return test.database.value("select milliseconds from limits where name = '" + name + "'", Integer.class);
    }

    @Test
    @Tag("D6")
    void anImportAndARunWriteInTurn() throws Exception {
        Account account = test.account();
        try (Connection run = test.pool.getConnection();
                ImportSession session = open(itsOwn, () -> {})) {
            run.setAutoCommit(false);
            AccountWriteLock.acquire(run, List.of(account.id()));
            List<ImportedResponse> responses = List.of(response(account));
            Thread operator = new Thread(() -> {
                test.database.awaitWaiting();
                test.database.sql().execute("""
                        select pg_cancel_backend(pid) from pg_stat_activity
                         where datname = current_database() and wait_event_type = 'Lock'
                        """);
            });
            operator.start();

            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> session.take(responses, 1, NOON))
                    .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE));
            operator.join();
            run.rollback();
            assertThat(session.take(responses, 1, NOON)).hasSize(1);
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
                null,
                null,
                new Snapshot(NOON, List.of(balance("BTC", "1", "1"))));
    }

    /** Returns what it is in this connection, in milliseconds. */
    private int setting(String name) {
        return sql.queryForObject("select setting::int from pg_settings where name = ?", Integer.class, name);
    }
}
