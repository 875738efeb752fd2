package dev.balancehistory.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.archive.ResponseInbox;
import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.report.HistoryWriter;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;

/** Packed responses are the same responses, byte for byte and null for null, and no statement loses one. */
class PackedResponsesTest {
    private static final Instant NEVER = Instant.parse("2100-01-01T00:00:00Z");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final String ROWS = "select * from balance_response order by response_id";

    /** All that is read from the responses. */
    private static final List<String> QUERIES = List.of(
            "select * from archived_response order by response_id",
            "select * from snapshot_response order by account_id, response_time",
            "select * from unrecorded_response order by response_id",
            "select * from run_history order by started_at");

    /** The first nine can be packed, the others can not. */
    private static final String FILL = """
            insert into account_name (name) values ('main');
            insert into account (account_id, name, exchange) select account_id, name, 'bitfront' from account_name;
            insert into balance_response (account_id, slot, origin, requested_at, received_at, response_time, time_source,
                                          status, status_message, format, body, part_lengths, body_sha256, state, state_reason,
                                          job_execution_id)
            select account_id, slot::timestamptz, origin, requested::timestamptz, received::timestamptz,
                   timestamptz '2026-01-01Z' + i * interval '1 min', 'body', status, message, 'bitfront/1', body,
                   parts::integer[], coalesce(hash, sha256(body)), state, reason, run
              from account,
                   (values
                     (1, '2026-01-01 00:01Z', 'observed', '2026-01-01 00:00:59.999999Z', '2026-01-01 00:01:00.123456Z', '1000',
                      'SUCCESS', 'one'::bytea, null, null::bytea, 'recorded', null, 1),
                     (2, null, 'observed', null, '2026-01-01 00:02Z', null, null, 'two', null, null, 'recorded', null, 1),
                     (3, null, 'imported', null, '2031-12-31 23:59:59.000001Z', 'NULL', '', 'three', null, null, 'recorded', null, 5),
                     (4, null, 'spooled', '2026-01-01Z', '2026-01-01Z', 'EAPI:a b', '{"\\,}', 'vier', '{1,3}', null, 'recorded',
                      null, 3),
                     (5, null, 'observed', null, '2026-01-01Z', '', '코인', null, null, sha256('gone'), 'recorded', null, 3),
                     (6, null, 'observed', null, '2026-01-01Z', '1', 'NULL', '', null, null, 'recorded', null, null),
                     (7, null, 'observed', null, '2026-01-01Z', '1', 'a', '\\x00ff', null, null, 'recorded', null, 3),
                     (8, null, 'observed', null, '2026-01-01Z', '1', 'a', 'x', null, sha256('damaged'), 'recorded', null, 4),
                     (9, null, 'observed', null, '1999-01-01Z', '1', 'a', convert_to(repeat('x', 16384), 'UTF8'), null, null,
                      'recorded', null, 4),
                     (10, null, 'observed', null, '2026-01-01Z', '1', 'a', convert_to(repeat('x', 16385), 'UTF8'), null, null,
                      'recorded', null, 4),
                     (11, null, 'observed', null, '2026-01-01Z', '1', 'a', 'x', null, null, 'recorded', 'because', 4),
                     (12, '2026-01-01 00:12Z', 'observed', null, '2026-01-01Z', '1', 'a', 'x', null, null, 'recorded', null, 4),
                     (13, null, 'observed', null, '2026-01-01Z', '1', 'a', 'x', null, null, 'rejected', 'no', 4),
                     (14, null, 'observed', null, 'infinity', '1', 'a', 'x', null, null, 'recorded', null, 4),
                     (15, null, 'observed', null, '2026-01-01Z', '1', 'a', 'x', null, null, 'recorded', null, 4))
                   v (i, slot, origin, requested, received, status, message, body, parts, hash, state, reason, run)
             order by i;
            insert into snapshot (account_id, response_time, slot, response_id, time_source, currency_count, content_sha256,
                                  sequence, seal)
            select account_id, response_time, case when response_id < 12 then slot end, response_id, time_source, 0, sha256(''),
                   response_id, sha256('')
              from balance_response
             order by response_id
            """;

    private final TestDatabase database = TestDatabase.migrated();

    @BeforeEach
    void fill() {
        database.sql().execute(FILL);
        for (int run = 1; run <= 5; run++) {
            String at = "2026-01-01T00:0" + run + ":00Z";
            new HistoryWriter(database.sql()).run(at, at, "COMPLETED", "COMPLETED", "", "main");
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void pack(int snapshots) {
        assertThat(new Packing(database.dataSource(), snapshots).pack(NEVER, () -> false))
                .isEqualTo(new Moved(15, 0));
    }

    private List<String> everythingRead() {
        return QUERIES.stream()
                .flatMap(query ->
                        database.sql().queryForList("select q::text from (" + query + ") q", String.class).stream())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 15})
    void aPackedResponseIsReadLikeTheRowThatItWas(int snapshots) {
        List<String> rows = database.rows(ROWS);
        List<String> before = everythingRead();

        pack(snapshots);

        assertThat(database.sql().queryForList("select response_id from balance_response order by 1", Long.class))
                .containsExactly(10L, 11L, 12L, 13L, 14L, 15L);
        assertThat(everythingRead()).isEqualTo(before);

        new Unpacking(database.dataSource()).unpack(() -> false);
        assertThat(database.rows(ROWS)).isEqualTo(rows);
        assertThat(everythingRead()).isEqualTo(before);
    }

    @Test
    void theHashOfABodyIsStoredOnlyIfItDoesNotFollowFromTheBody() {
        pack(15);

        assertThat(database.sql()
                        .queryForList(
                                "select i from balance_chunk, generate_series(1, 15) i where body_hashes[i] is not null",
                                Integer.class))
                .containsExactly(5, 8);
    }

    @Test
    void aPackedResponseServesItsSlot() {
        ResponseInbox inbox = new ResponseInbox(database.sql());
        List<Account> accounts = List.of(new Account(1, "main", "bitfront"));
        pack(5);

        assertThat(inbox.servedAccounts(accounts, new Slot(START.plusSeconds(60))))
                .containsExactly(1);
        assertThat(inbox.servedAccounts(accounts, new Slot(START.plusSeconds(120))))
                .isEmpty();
    }

    @Test
    @Tag("P4")
    void aSnapshotWithoutAResponseIsRejected() {
        pack(5);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> database.sql().execute("""
                        insert into snapshot (account_id, response_time, response_id, time_source, currency_count,
                                              content_sha256, sequence, seal)
                        values (1, now(), 99, 'body', 0, sha256(''), 99, sha256(''))
                        """))
                .withMessageContaining("the snapshot has no response");
    }

    @ParameterizedTest
    @Tag("P4")
    @ValueSource(
            strings = {
                "delete from balance_response",
                "delete from balance_response where response_id = 10",
                "delete from balance_response where state = 'rejected'",
                "delete from balance_chunk",
                "update balance_chunk set bodies[1] = 'other'",
                "update balance_chunk set bodies[1] = null",
                "update balance_chunk set bodies = null",
                "update balance_chunk set bodies[1] = null, body_hashes[1] = sha256('other')",
                "update balance_chunk set bodies[5] = 'gone'",
                "update balance_chunk set body_hashes[1] = sha256('one')",
                "update balance_chunk set body_hashes[5] = null",
                "update balance_chunk set body_hashes = null",
                "update balance_chunk set formats[1] = null",
                "update balance_chunk set runs[1] = 7",
                "update balance_chunk set run_range = null",
                "update balance_chunk set received[1] = 7"
            })
    void aChangeOfPackedResponsesIsRejected(String statement) {
        pack(15);
        List<String> before = everythingRead();
        for (String role : List.of("origin", "replica")) {
            database.sql().execute("set session_replication_role = " + role);
            assertThatExceptionOfType(DataIntegrityViolationException.class)
                    .isThrownBy(() -> database.sql().execute(statement))
                    .withMessageContaining("append-only");
            database.sql().execute("set session_replication_role = origin");
        }

        assertThat(everythingRead()).isEqualTo(before);
    }

    @ParameterizedTest
    @Tag("P4")
    @ValueSource(
            strings = {
                "origins = null",
                "origins = '{}'",
                "origins[1] = null",
                "origins = ('[0:14]=' || origins::text)::text[]",
                "received[1] = null",
                "formats[1] = null",
                "bodies = null",
                "runs = null",
                "times[1] = null"
            })
    void aChunkWhoseArraysDoNotFitEachOtherIsRejected(String change) {
        pack(15);
        database.sql().execute("alter table balance_chunk disable trigger append_only");

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> database.sql().execute("update balance_chunk set " + change))
                .withMessageContaining("balance_chunk_");
    }

    @Test
    void anUnchangedColumnIsNoChange() {
        pack(15);

        assertThat(database.sql()
                        .update("update balance_chunk set bodies = bodies, body_hashes = body_hashes, times = times,"
                                + " oldest_body = oldest_body"))
                .isOne();
    }

    /** Puts the rows of the packed responses beside them, which only one transaction may see. */
    private static final String BESIDE = """
            insert into balance_response (response_id, account_id, slot, origin, requested_at, received_at, response_time,
                                          time_source, status, status_message, format, body, part_lengths, body_sha256, state,
                                          state_reason, job_execution_id)
            overriding system value
            select response_id, account_id, slot, origin, requested_at, received_at, response_time, time_source, status,
                   status_message, format, body, part_lengths, body_sha256, state, state_reason, job_execution_id
              from packed_response
            """;

    private static final String DELETE_ROWS = "delete from balance_response where response_id < 10";
    private static final String DELETE_CHUNK = "delete from balance_chunk";

    @ParameterizedTest
    @Tag("P4")
    @ValueSource(
            strings = {
                "origins[1] = 'spooled'",
                "requested[1] = null",
                "requested[1] = requested[1] + 1",
                "received[1] = received[1] - 1",
                "statuses[1] = null",
                "statuses[2] = ''",
                "status_messages[3] = null",
                "formats[1] = 'bitfront/2'",
                "bodies[1] = 'other'",
                "bodies[6] = null, body_hashes[6] = sha256('')",
                "part_lengths[4] = '{2,2}'",
                "part_lengths[1] = '{3}'",
                "body_hashes[8] = null",
                "body_hashes[5] = sha256('x')",
                "runs[6] = 1"
            })
    void aResponseWithAnotherCopyIsNotDeleted(String change) {
        pack(15);
        database.sql().execute(BESIDE);
        database.sql()
                .execute("alter table balance_chunk disable trigger append_only; update balance_chunk set " + change);

        for (String delete : List.of(DELETE_ROWS, DELETE_CHUNK)) {
            assertThatExceptionOfType(DataIntegrityViolationException.class)
                    .isThrownBy(() -> database.sql().execute(delete))
                    .withMessageContaining("append-only");
        }
    }

    @Test
    @Tag("P4")
    void bothCopiesOfAResponseAreNotDeletedAtOnce() {
        pack(15);
        database.sql().execute(BESIDE);

        for (String both : List.of(
                "with r as (" + DELETE_ROWS + ") " + DELETE_CHUNK,
                "with c as (" + DELETE_CHUNK + ") " + DELETE_ROWS,
                "begin; " + DELETE_ROWS + "; " + DELETE_CHUNK)) {
            assertThatExceptionOfType(DataIntegrityViolationException.class)
                    .isThrownBy(() -> database.sql().execute(both))
                    .withMessageContaining("append-only");
            database.sql().execute("rollback");
        }

        // One of them is enough.
        database.sql().execute(DELETE_CHUNK);
        assertThat(database.count(ROWS)).isEqualTo(15);
    }

    @ParameterizedTest
    @Tag("P4")
    @ValueSource(booleans = {true, false})
    void twoTransactionsDoNotDeleteTheTwoCopies(boolean rowsFirst) throws Exception {
        pack(15);
        database.sql().execute(BESIDE);
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try (Connection first = database.dataSource().getConnection();
                Connection second = database.dataSource().getConnection()) {
            first.setAutoCommit(false);
            first.createStatement().execute(rowsFirst ? DELETE_ROWS : DELETE_CHUNK);
            Future<Boolean> other =
                    worker.submit(() -> second.createStatement().execute(rowsFirst ? DELETE_CHUNK : DELETE_ROWS));
            database.awaitWaiting();
            first.commit();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(other::get)
                    .withMessageContaining("append-only");
        } finally {
            worker.shutdown();
        }
        assertThat(database.count("select from archived_response")).isEqualTo(15);
    }

    @Test
    @Tag("P2")
    void aResponseThatAPruneIsChangingStaysARow() throws Exception {
        try (Connection prune = database.dataSource().getConnection()) {
            prune.setAutoCommit(false);
            prune.createStatement().execute("update balance_response set body = null where response_id = 1");

            pack(15);
            prune.commit();
        }

        assertThat(database.sql()
                        .queryForList(
                                "select body is null from archived_response where response_id in (1, 2) order by response_id",
                                Boolean.class))
                .containsExactly(true, false);
        assertThat(database.count("select from balance_response where response_id = 1"))
                .isOne();
    }

    @Test
    void aRunCountsThePackedSnapshotsOfAllItsAccounts() {
        new HistoryWriter(database.sql()).account("other", null, START.toString());
        for (int i = 0; i < 3; i++) {
            new HistoryWriter(database.sql())
                    .snapshot("other", START.plus(Duration.ofMinutes(i)), 4, "BTC 1 1", "ETH 1 1");
        }
        List<String> before = everythingRead();

        new Packing(database.dataSource(), 3).pack(NEVER, () -> false);

        assertThat(everythingRead()).isEqualTo(before);
        assertThat(database.rows("select snapshots, rows from run_history where started_at = '2026-01-01 00:04Z'"))
                .containsExactly("{\"snapshots\":10,\"rows\":6}");
    }
}
