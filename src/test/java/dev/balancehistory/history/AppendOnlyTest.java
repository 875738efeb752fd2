package dev.balancehistory.history;

import static dev.balancehistory.history.TestHistory.NOON;
import static dev.balancehistory.history.TestHistory.balance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.history.SnapshotStore.ReadResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is recorded stays as it is, also for the superuser and for a replication that runs no ordinary trigger. */
@Tag("I4")
class AppendOnlyTest {
    private static TestHistory test;
    private static long recorded;
    private static long waiting;

    @BeforeAll
    static void record() {
        test = new TestHistory();
        ReadResponse response = test.read(test.account(), new Slot(NOON), NOON, balance("BTC", "2", "1"));
        test.write(response);
        recorded = response.response().id();
        waiting = test.read(test.account(), null, NOON, balance("BTC", "2", "1"))
                .response()
                .id();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update snapshot set currency_count = 2",
                "update snapshot set slot = null",
                "update snapshot set recorded_at = recorded_at",
                "delete from snapshot",
                "truncate snapshot",
                "update balance set balance = 3",
                "update balance set currency = 'ETH'",
                "update balance set available_balance = available_balance",
                "delete from balance",
                "truncate balance",
                "insert into balance select * from balance on conflict (account_id, response_time, currency)"
                        + " do update set balance = 3",
                "merge into balance b using snapshot s on b.account_id = s.account_id when matched then delete",
                "update balance_response set response_id = default",
                "update balance_response set account_id = account_id",
                "update balance_response set slot = null",
                "update balance_response set origin = 'imported'",
                "update balance_response set requested_at = null",
                "update balance_response set received_at = now()",
                "update balance_response set response_time = null",
                "update balance_response set status_code = null",
                "update balance_response set status_message = null",
                "update balance_response set body_sha256 = null, body = null where state = 'recorded'",
                "update balance_response set job_execution_id = null",
                "update balance_response set state = 'received' where state = 'recorded'",
                "update balance_response set state_reason = 'another' where state = 'recorded'",
                "update balance_response set body = 'other' where state = 'recorded'",
                "update balance_response set body = body where state = 'recorded'",
                "delete from balance_response",
                "truncate balance_response, snapshot",
                "truncate account cascade"
            })
    void isRefused(String statement) {
        assertRefused("set session_replication_role = origin", statement);
        assertRefused("set session_replication_role = replica", statement);
    }

    @Test
    void anAnswerIsSettledOnce() {
        for (String state : List.of("received", "recorded", "rejected")) {
            assertRefused("set session_replication_role = replica", settle(recorded, state));
        }
    }

    @Test
    void anAnswerThatWaitsIsNotSentBackToTheQueueWithAnotherReason() {
        assertRefused("set session_replication_role = replica", settle(waiting, "received"));
    }

    @Test
    void theBodyOfAnAnswerThatWaitsStays() {
        String drop = "update balance_response set state = 'rejected', state_reason = 'no', body = null"
                + " where response_id = " + waiting;

        assertRefused("set session_replication_role = replica", drop);
    }

    @Test
    void theBodyOfASettledAnswerCanBeDroppedAndItsHashStays() {
        ReadResponse response = test.read(test.account(), null, NOON, balance("BTC", "2", "1"));
        test.write(response);
        String where = " where response_id = " + response.response().id();
        String hash = "select encode(body_sha256, 'hex') from balance_response" + where;
        String before = test.database.value(hash, String.class);

        test.database.sql().execute("update balance_response set body = null" + where);

        assertThat(test.database.value(hash, String.class)).isEqualTo(before).hasSize(64);
        assertRefused("set session_replication_role = origin", "update balance_response set body = 'made up'" + where);
    }

    private static String settle(long id, String state) {
        return "update balance_response set state = '" + state + "', state_reason = 'again' where response_id = " + id;
    }

    private static void assertRefused(String setting, String statement) {
        List<String> before = everything();
        JdbcTemplate sql = test.database.sql();
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> sql.execute(setting + "; " + statement))
                .withMessageContaining("the balance history is append-only");
        assertThat(everything()).isEqualTo(before);
    }

    private static List<String> everything() {
        return new JdbcTemplate(test.pool)
                .queryForList(
                        "select row_to_json(r)::text || row_to_json(s)::text || row_to_json(b)::text"
                                + " from balance_response r full join snapshot s using (response_id)"
                                + " full join balance b on b.account_id = s.account_id order by response_id",
                        String.class);
    }
}
