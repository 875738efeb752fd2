package dev.balancehistory.archive;

import static dev.balancehistory.recording.TestHistory.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.report.HistoryWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/** The recorded history does not change, not even by a superuser or by a session without ordinary triggers. */
@Tag("I4")
class AppendOnlyTest {
    private static final String EVERYTHING = """
            select r, s, b
              from balance_response r
              full join snapshot s on s.account_id = r.account_id and s.response_id = r.response_id
              full join balance b on b.account_id = s.account_id and b.response_time = s.response_time
             order by r.response_id
            """;

    private static TestDatabase database;
    private static HistoryWriter history;

    @BeforeAll
    static void record() {
        database = TestDatabase.migrated();
        history = new HistoryWriter(database.sql());
        history.account("recorded", null, NOON.toString());
        history.account("pending", null, NOON.toString());
        history.snapshot("recorded", NOON, 1, "BTC 2 1");
        history.unrecorded("pending", NOON.toString(), "received", 1000, null, 1);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update snapshot set currency_count = 2",
                "update snapshot set slot = null",
                "update snapshot set time_source = 'imported'",
                "update snapshot set sequence = 2",
                "update snapshot set seal = sha256('other')",
                "update snapshot set recorded_at = recorded_at",
                "delete from snapshot",
                "truncate snapshot",
                "update balance set balance = 3",
                "update balance set wallet = 'trading'",
                "update balance set currency = 'ETH'",
                "update balance set available_balance = available_balance",
                "delete from balance",
                "truncate balance",
                "insert into balance select * from balance on conflict (account_id, response_time, wallet, currency)"
                        + " do update set balance = 3",
                "merge into balance b using snapshot s on b.account_id = s.account_id when matched then delete",
                "update balance_response set response_id = default",
                "update balance_response set account_id = account_id + 1",
                "update balance_response set slot = now()",
                "update balance_response set origin = 'imported'",
                "update balance_response set requested_at = now()",
                "update balance_response set received_at = now()",
                "update balance_response set response_time = null where state = 'recorded'",
                "update balance_response set time_source = 'own_clock' where state = 'recorded'",
                "update balance_response set status = null",
                "update balance_response set status_message = 'other'",
                "update balance_response set format = 'bitfront/2'",
                "update balance_response set part_lengths = '{1, 2}'",
                "update balance_response set body_sha256 = null, body = null where state = 'recorded'",
                "update balance_response set job_execution_id = null",
                "update balance_response set state = 'received' where state = 'recorded'",
                "update balance_response set state_reason = 'another' where state = 'recorded'",
                "update balance_response set body = 'other' where state = 'recorded'",
                "delete from balance_response",
                "truncate balance_response, snapshot",
                "truncate account cascade",
                "update account_name set name = 'other' where name = 'recorded'",
                "update account_name set account_id = account_id + 100",
                "delete from account_name",
                "truncate account_name"
            })
    void aChangeIsRejected(String statement) {
        assertRejected("set session_replication_role = origin", statement);
        assertRejected("set session_replication_role = replica", statement);
    }

    @ParameterizedTest
    @ValueSource(strings = {"received", "recorded", "rejected"})
    void aFinalStateIsFinal(String state) {
        assertRejected("set session_replication_role = replica", finish("recorded", state));
    }

    @Test
    void aPendingResponseGetsNoOtherReason() {
        assertRejected("set session_replication_role = replica", finish("received", "received"));
    }

    private static String finish(String before, String state) {
        return "update balance_response set state = '" + state + "', state_reason = 'again' where state = '" + before
                + "'";
    }

    @Test
    void theBodyOfAPendingResponseStays() {
        assertRejected(
                "set session_replication_role = replica",
                "update balance_response set state = 'rejected', state_reason = 'no', body = null"
                        + " where state = 'received'");
    }

    /** As the apply worker of a logical replication does: it names every column as updated. */
    @ParameterizedTest
    @ValueSource(strings = {"origin", "replica"})
    void anUnchangedColumnIsNoChange(String role) {
        List<String> before = database.rows(EVERYTHING);

        database.sql().execute("set session_replication_role = " + role);
        try {
            assertThat(database.sql().update("""
                            update balance_response
                               set account_id = account_id, slot = slot, origin = origin, requested_at = requested_at,
                                   received_at = received_at, response_time = response_time, time_source = time_source,
                                   status = status, status_message = status_message, format = format, body = body,
                                   part_lengths = part_lengths, body_sha256 = body_sha256, state = state,
                                   state_reason = state_reason, job_execution_id = job_execution_id
                            """)).isEqualTo(2);
            assertThat(database.sql().update("update account_name set name = name"))
                    .isPositive();
        } finally {
            database.sql().execute("set session_replication_role = origin");
        }

        assertThat(database.rows(EVERYTHING)).isEqualTo(before);
    }

    @Test
    void theBodyOfAFinishedResponseCanBeDeletedAndItsHashStays() {
        String where = " where received_at = '2026-01-02Z'";
        String hash = "select encode(body_sha256, 'hex') from balance_response" + where;
        history.account("dropped", null, NOON.toString());
        history.snapshot("dropped", Instant.parse("2026-01-02T00:00:00Z"), "BTC 2 1");
        String before = database.value(hash, String.class);

        database.sql().execute("update balance_response set body = null" + where);

        assertThat(database.value(hash, String.class)).isEqualTo(before).hasSize(64);
        assertRejected("set session_replication_role = origin", "update balance_response set body = 'made up'" + where);
    }

    @Test
    void anAccountCanBeLockedAndItsIntervalCanChange() {
        database.sql().execute("select from account_name for update");

        assertThat(database.sql().update("update account set expected_interval = '1 hour' where name = 'recorded'"))
                .isOne();
    }

    private static void assertRejected(String setting, String statement) {
        List<String> before = database.rows(EVERYTHING);
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> database.sql().execute(setting + "; " + statement))
                .withMessageContaining("the balance history is append-only");
        assertThat(database.rows(EVERYTHING)).isEqualTo(before);
    }
}
