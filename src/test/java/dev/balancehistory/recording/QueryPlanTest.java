package dev.balancehistory.recording;

import static dev.balancehistory.recording.TestHistory.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.archive.ResponseInbox;
import dev.balancehistory.archive.SealChain;
import dev.balancehistory.balance.Seal;
import java.sql.PreparedStatement;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements of every run look things up, however long the history grows. */
class QueryPlanTest {
    private static final int ACCOUNTS = 500;
    private static final int SLOTS = 100;

    /** How many responses a run records in one transaction. */
    private static final int BATCH = 100;

    private static TestHistory test;
    private static JdbcTemplate sql;

    @BeforeAll
    static void fill() {
        test = new TestHistory();
        sql = new JdbcTemplate(test.pool);
        sql.execute("insert into account_name (name) select 'a' || i from generate_series(1, " + ACCOUNTS + ") i");
        sql.execute("insert into account (account_id, name, exchange) select account_id, name, 'bitfront'"
                + " from account_name");
        sql.execute("""
                insert into balance_response (account_id, slot, origin, received_at, response_time, time_source, format,
                                              body, body_sha256, state, job_execution_id)
                select account_id, at, 'observed', at, at + account_id * interval '1 ms', 'body', 'bitfront/1', 'x',
                       sha256('x'), case when at = timestamptz '2026-01-01Z' + %1$s * interval '1 min'
                                         then 'received' else 'recorded' end, 1
                  from generate_series(timestamptz '2026-01-01Z' + interval '1 min',
                                       timestamptz '2026-01-01Z' + %1$s * interval '1 min',
                                       interval '1 min') at, account
                 order by at, account_id
                """.formatted(SLOTS));
        sql.execute("""
                insert into snapshot (account_id, response_time, slot, response_id, time_source, currency_count,
                                      content_sha256, sequence, seal)
                select account_id, response_time, slot, response_id, time_source, 4, body_sha256,
                       row_number() over (partition by account_id order by response_id), body_sha256
                  from balance_response
                 order by response_id
                """);
        sql.execute("""
                insert into balance
                select account_id, response_time, 'spot', currency, 1, 1
                  from snapshot, unnest(array['BTC', 'ETH', 'USDT', 'XRP']) currency
                """);
        // The planner knows the tables as after autovacuum, but from every row, so that chance has no effect.
        sql.execute("set default_statistics_target = 1000; analyze");
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, ACCOUNTS})
    void aRunReadsItsOwnSnapshotsOnly(int accounts) {
        Integer[] ids = IntStream.rangeClosed(1, accounts).boxed().toArray(Integer[]::new);
        Long[] responses =
                LongStream.rangeClosed(20_001, 20_000 + accounts).boxed().toArray(Long[]::new);

        assertNoScan(plan(RunSnapshots.SNAPSHOTS, responses, ids, slot()));
        List<RecordedSnapshot> snapshots = IntStream.rangeClosed(1, accounts)
                .mapToObj(id ->
                        new RecordedSnapshot(id, NOON, NOON.minusSeconds(60), Seal.none(), 4, 4, List.of(), List.of()))
                .toList();
        assertNoScan(sql.query(
                "explain " + SnapshotLines.LINES,
                (PreparedStatement statement) -> SnapshotLines.bind(statement, snapshots),
                (row, number) -> row.getString(1)));
        assertNoScan(plan(RunSnapshots.RESPONSES, responses, ids, slot()));
        assertNoScan(plan(ResponseInbox.SERVED, ids, slot()));
    }

    @Test
    void pendingResponsesAreFoundWithoutReadingFinishedOnes() {
        List<String> plan = plan(ResponseInbox.PENDING, new Integer[0], new String[] {"bitfront/1"}, 100, 4_000_000L);

        assertNoScan(plan);
        assertThat(plan).anyMatch(line -> line.contains("balance_response_pending_idx"));
    }

    @Test
    void aSpooledResponseIsLookedUpByItsKeys() {
        byte[] hash = new byte[32];

        assertNoScan(plan(ResponseInbox.KNOWN, 7, slot(), hash, 7, slot(), hash, 7, slot(), slot(), hash));
    }

    @Test
    void writingLooksUpEachResponseByItsKeys() {
        Integer[] ids = IntStream.rangeClosed(1, BATCH).boxed().toArray(Integer[]::new);
        OffsetDateTime[] times = Collections.nCopies(BATCH, slot()).toArray(OffsetDateTime[]::new);

        for (String lookUp : List.of(SnapshotDecisions.SAME_TIME, SnapshotDecisions.SAME_SLOT)) {
            assertNoScan(sql.query(
                    "explain " + lookUp,
                    (PreparedStatement statement) -> {
                        statement.setArray(1, statement.getConnection().createArrayOf("int4", ids));
                        statement.setArray(2, statement.getConnection().createArrayOf("timestamptz", times));
                    },
                    (row, number) -> row.getString(1)));
        }
        assertThat(plan(SealChain.NEWEST, (Object) ids))
                .anyMatch(line -> line.contains("Index Scan Backward using snapshot_sequence_key"))
                .noneMatch(line -> line.contains("Seq Scan on snapshot"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " where account = 'a77'", " where currency = 'BTC'"})
    void theLatestBalancesAreTwoLookUpsForEachAccount(String condition) {
        List<String> plan = plan("select * from latest_balance" + condition);

        assertNoScan(plan);
        assertThat(plan)
                .filteredOn(line -> line.contains("Index Cond") && line.contains("response_time"))
                .isNotEmpty()
                .allMatch(line -> line.contains("account_id = "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account = 'a77' and response_time >= '2026-01-01 00:10Z' and response_time < '2026-01-01 00:20Z'",
                "account = 'a77' and currency = 'BTC' and response_time >= '2026-01-01 01:10Z'",
                "response_time >= '2026-01-01 00:10Z' and response_time < '2026-01-01 00:11Z'"
            })
    void aRangeOfTheHistoryIsFoundByItsHeaders(String condition) {
        List<String> plan = plan("select * from balance_history where " + condition);

        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on balance "));
        assertThat(plan)
                .filteredOn(line -> line.contains("Index Cond") && line.contains("currency"))
                .allMatch(line -> line.contains("response_time = s.response_time"));
    }

    private static OffsetDateTime slot() {
        return OffsetDateTime.parse("2026-01-01T00:50:00Z");
    }

    private static List<String> plan(String statement, Object... arguments) {
        return sql.queryForList("explain " + statement, String.class, arguments);
    }

    private static void assertNoScan(List<String> plan) {
        assertThat(plan).noneMatch(line -> line.matches(".*Seq Scan on (snapshot|balance|balance_response)\\b.*"));
    }
}
