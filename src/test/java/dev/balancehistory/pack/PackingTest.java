package dev.balancehistory.pack;

import static dev.balancehistory.pack.ScatteredHistory.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.report.HistoryWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;

/** Packed balances are the same balances, and no statement loses one. */
class PackingTest {
    private static final Instant NEVER = Instant.parse("2100-01-01T00:00:00Z");

    /** All that is read from the balances and the responses. */
    private static final List<String> QUERIES = List.of(
            statement("accounts", 0),
            statement("points", 1),
            statement("points", 2),
            statement("points", 3),
            "select * from archived_response order by response_id",
            "select * from snapshot_response order by account_id, response_time",
            "select * from recorded_balance order by account_id, response_time, wallet, currency",
            "select * from balance_history order by account, response_time, wallet, currency",
            "select * from balance_history_between('-infinity', 'infinity')"
                    + " order by account, response_time, wallet, currency",
            "select * from balance_history_between('2026-01-01 13:00Z', '2026-01-02 01:30Z') where account = 'main'"
                    + " and currency = 'BTC' order by account, response_time, wallet, currency",
            "select * from balance_between('2026-01-01 13:00Z', '2026-01-02 01:30Z')"
                    + " order by account_id, response_time, wallet, currency",
            "select account, wallet, currency, balance, available_balance, locked_balance, response_time"
                    + " from latest_balance order by account, wallet, currency",
            "select t, b.* from generate_series(timestamptz '2026-01-01Z', '2026-01-05Z', '7 hours') t,"
                    + " balance_as_of(t) b order by t, account, wallet, currency",
            "select * from balance_close('hour', 'UTC', '-infinity', 'infinity')"
                    + " order by account, period_start, wallet, currency",
            "select * from balance_close('day', 'Asia/Seoul', '2026-01-01 05:00Z', '2026-01-03Z')"
                    + " order by account, period_start, wallet, currency",
            "select * from balance_change('2026-01-01 12:00Z', '2026-01-03Z') order by account, wallet, currency",
            "select * from balance_total('2026-01-02Z') order by currency",
            "select * from balance_move(null, null) order by account, response_time, wallet, currency",
            "select * from balance_locked('2026-01-02 12:00Z') order by account, wallet, currency",
            "select * from balance_chart('2026-01-01Z', '2026-01-04Z', 50)"
                    + " order by account, wallet, currency, column_start");

    private final TestDatabase database = TestDatabase.migrated();

    @AfterEach
    void close() {
        database.close();
    }

    /** Returns a query of statements, about all points of an account or about all accounts. */
    private static String statement(String file, int account) {
        try {
            return Files.readString(Path.of("src/main/resources/dev/balancehistory/statement/" + file + ".sql"))
                    .replace(":times", "snapshot_times(:account, :from, :to)")
                    .replace(":accounts", "''")
                    .replace(":account", String.valueOf(account))
                    .replace(":from", "timestamptz '2026-01-01 05:00Z'")
                    .replace(":to", "timestamptz '2026-01-05Z'")
                    .replace(":most", "1000000");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Moved pack(int snapshots, Instant limit) {
        return new Packing(database.dataSource(), snapshots).pack(limit, () -> false);
    }

    private Moved unpack() {
        return new Unpacking(database.dataSource()).unpack(() -> false);
    }

    /** The digits of each number are part of its text. */
    private List<String> everythingRead() {
        return QUERIES.stream()
                .flatMap(query ->
                        database.sql().queryForList("select q::text from (" + query + ") q", String.class).stream()
                                .map(row -> query + " -> " + row))
                .toList();
    }

    private void assertRead(List<String> expected) {
        List<String> read = everythingRead();
        for (int i = 0; i < Math.min(read.size(), expected.size()); i++) {
            assertThat(read.get(i)).isEqualTo(expected.get(i));
        }
        assertThat(read).hasSameSizeAs(expected);
    }

    private List<String> rows() {
        return database.rows("select * from balance order by account_id, response_time, wallet, currency");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void packedBalancesAreReadLikeTheRowsThatTheyWere(long seed) {
        Random random = new Random(seed);
        ScatteredHistory history = new ScatteredHistory(database, seed);
        history.record();
        List<String> before = everythingRead();
        int all = rows().size();
        Instant limit = START.plus(Duration.ofHours(12 + random.nextInt(20)));

        Moved moved = pack(1 + random.nextInt(9), limit);

        assertThat(moved.balances()).isPositive();
        assertThat(rows()).hasSize(all - (int) moved.balances());
        assertRead(before);

        history.recordTheRest();
        List<String> loose = rows();
        List<String> later = everythingRead();
        Moved more = pack(1 + random.nextInt(9), NEVER);
        assertRead(later);
        assertThat(rows()).hasSize(loose.size() - (int) more.balances());

        assertThat(unpack()).isEqualTo(moved.and(more));
        assertRead(later);
        assertThat(database.count("select from balance_chunk")).isZero();
        assertThat(database.count("select from balance_series")).isZero();
    }

    @Test
    void aSnapshotWithinThePackedTimeStaysARow() {
        HistoryWriter writer = writer();
        writer.snapshot("main", START, "BTC 1.50 1.5");
        writer.snapshot("main", START.plusSeconds(2), "BTC 1.50 1.50");
        assertThat(pack(2, NEVER)).isEqualTo(new Moved(2, 2));

        writer.snapshot("main", START.plusSeconds(1), "BTC 2 2");

        assertThat(pack(1, NEVER)).isEqualTo(Moved.NOTHING);
        assertThat(database.rows("select balance::text as total, available_balance::text as available"
                        + " from balance_history order by response_time"))
                .containsExactly(
                        "{\"total\":\"1.50\",\"available\":\"1.5\"}",
                        "{\"total\":\"2\",\"available\":\"2\"}",
                        "{\"total\":\"1.50\",\"available\":\"1.50\"}");
        unpack();
        assertThat(pack(1, NEVER)).isEqualTo(new Moved(3, 3));
    }

    @Test
    void snapshotsThatAreTooFewForAChunkStayRows() {
        HistoryWriter writer = writer();
        for (int i = 0; i < 5; i++) {
            writer.snapshot("main", START.plusSeconds(i), "BTC 1 1");
        }

        assertThat(new Packing(database.dataSource(), 2).count(START.plusSeconds(4)))
                .isEqualTo(4);
        assertThat(pack(2, START.plusSeconds(3))).isEqualTo(new Moved(2, 2));
        assertThat(pack(2, NEVER)).isEqualTo(new Moved(2, 2));
        assertThat(pack(2, NEVER)).isEqualTo(Moved.NOTHING);

        assertThat(rows()).hasSize(1);
    }

    @Test
    void aStoppedPackLeavesTheRestToTheNext() {
        HistoryWriter writer = writer();
        for (int i = 0; i < 4; i++) {
            writer.snapshot("main", START.plusSeconds(i), "BTC 1 1");
        }
        int[] chunks = {0};

        Moved first = new Packing(database.dataSource(), 1).pack(NEVER, () -> chunks[0]++ == 2);

        assertThat(first).isEqualTo(new Moved(2, 2));
        assertThat(pack(1, NEVER)).isEqualTo(new Moved(2, 2));
    }

    @ParameterizedTest
    @Tag("P4")
    @ValueSource(
            strings = {
                "delete from balance",
                "delete from balance where response_time >= '2026-01-01 00:00:02Z'",
                "update balance set balance = 3",
                "delete from balance_series",
                "update balance_series set balances[1] = 3",
                "update balance_series set currency = 'ETH'",
                "truncate balance_series",
                "delete from balance_chunk",
                "update balance_chunk set last_time = 'infinity'",
                "truncate balance_chunk cascade"
            })
    void aChangeOfPackedBalancesIsRejected(String statement) {
        packedOfThree();
        List<String> before = everythingRead();
        for (String role : List.of("origin", "replica")) {
            database.sql().execute("set session_replication_role = " + role);
            assertThatExceptionOfType(DataIntegrityViolationException.class)
                    .isThrownBy(() -> database.sql().execute(statement));
            database.sql().execute("set session_replication_role = origin");
        }

        assertRead(before);
    }

    @ParameterizedTest
    @Tag("P4")
    @CsvSource(
            delimiter = '|',
            value = {
                "00:00:01.5Z | 00:00:01.5Z | array[first] | overlaps",
                "00:00:00Z | 00:00:02Z | array[first, last] | overlaps",
                "00:01:00Z | 00:01:09Z | array[first, first + interval '90 s', last] | not in order",
                "00:01:00Z | 00:01:00Z | array[first, first] | not in order",
                "00:01:00Z | 00:01:00Z | array[first, null, first] | not in order",
                "00:01:00Z | 00:01:00Z | array[null, first] | not in order",
                "00:01:00Z | 00:01:00Z | array[] | balance_chunk_",
                "00:01:00Z | 00:01:09Z | array[first] | balance_chunk_check",
                "00:01:00Z | 00:01:00Z | array_fill(first, '{1}', '{0}') | balance_chunk_"
            })
    void aChunkThatWouldHideBalancesIsRejected(String first, String last, String times, String reason) {
        packedOfThree();

        for (String role : List.of("origin", "replica")) {
            database.sql().execute("set session_replication_role = " + role);
            assertThatExceptionOfType(DataIntegrityViolationException.class)
                    .isThrownBy(() -> database.sql().execute(chunk(first, last, times)))
                    .withMessageContaining(reason);
        }
    }

    /** Returns the statement that adds a chunk of the first account, whose responses stay rows. */
    private static String chunk(String first, String last, String times) {
        return "insert into balance_chunk select account_id, first, last, times, n, n::bigint[], n::bigint[], n, n, n,"
                + " n::bytea[], n, n::bytea[], n::bigint[] from account,"
                + " (values (timestamptz '2026-01-01 " + first + "', timestamptz '2026-01-01 " + last
                + "')) v (first, last),"
                + " lateral (select cast(" + times + " as timestamptz[]) as times) t,"
                + " lateral (select array_fill(null::text, array[cardinality(times)]) as n) a";
    }

    private HistoryWriter writer() {
        HistoryWriter writer = new HistoryWriter(database.sql());
        writer.account("main", null, START.toString());
        return writer;
    }

    /** Two packed snapshots and one that is not. */
    private void packedOfThree() {
        HistoryWriter writer = writer();
        writer.snapshot("main", START.plusSeconds(1), "BTC 1.50 1.50");
        writer.snapshot("main", START.plusSeconds(2), "BTC 2 1");
        writer.snapshot("main", START.plusSeconds(3), "BTC 3 3");
        assertThat(pack(2, NEVER)).isEqualTo(new Moved(2, 2));
    }

    /** Puts the rows of the packed snapshots beside their series, which only one transaction may see. */
    private static final String BESIDE =
            "insert into balance select account_id, response_time, wallet, currency, balance, available_balance"
                    + " from recorded_balance where response_time < '2026-01-01 00:00:03Z'";

    @ParameterizedTest
    @Tag("P4")
    @ValueSource(
            strings = {
                "update balance_series set balances[1] = 1.5",
                "update balance_series set balances[1] = 1.51",
                "update balance_series set available[2] = 2",
                "alter table balance_series drop constraint balance_series_check;"
                        + " update balance_series set available[1] = null",
                "update balance_series set available = null",
                "update balance_series set wallet = 'trading'",
                "update balance_series set currency = 'ETH'"
            })
    void aBalanceWithOtherDigitsThanItsCopyIsNotDeleted(String change) {
        packedOfThree();
        database.sql().execute(BESIDE);
        database.sql().execute("alter table balance_series disable trigger append_only; " + change);

        for (String delete : List.of(
                "delete from balance where response_time < '2026-01-01 00:00:03Z'", "delete from balance_series")) {
            assertThatExceptionOfType(DataIntegrityViolationException.class)
                    .isThrownBy(() -> database.sql().execute(delete))
                    .withMessageContaining("append-only");
        }
    }

    @Test
    @Tag("P4")
    void bothCopiesOfABalanceAreNotDeletedAtOnce() {
        packedOfThree();
        database.sql().execute(BESIDE);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> database.sql()
                        .execute("with r as (delete from balance where response_time < '2026-01-01 00:00:03Z')"
                                + " delete from balance_series"));
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> database.sql()
                        .execute("begin; delete from balance where response_time < '2026-01-01 00:00:03Z';"
                                + " delete from balance_series"));
        database.sql().execute("rollback");

        // One of them is enough.
        database.sql().execute("delete from balance where response_time < '2026-01-01 00:00:03Z'");
        assertThat(database.count("select from balance_history")).isEqualTo(3);
    }

    private static final String ROWS = "delete from balance where response_time < '2026-01-01 00:00:03Z'";
    private static final String SERIES = "delete from balance_series";

    @ParameterizedTest
    @Tag("P4")
    @ValueSource(booleans = {true, false})
    void twoTransactionsDoNotDeleteTheTwoCopies(boolean rowsFirst) throws Exception {
        packedOfThree();
        database.sql().execute(BESIDE);
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try (Connection first = database.dataSource().getConnection();
                Connection second = database.dataSource().getConnection()) {
            first.setAutoCommit(false);
            first.createStatement().execute(rowsFirst ? ROWS : SERIES);
            Future<Boolean> other = worker.submit(() -> second.createStatement().execute(rowsFirst ? SERIES : ROWS));
            database.awaitWaiting();
            first.commit();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(other::get)
                    .withMessageContaining("append-only");
        } finally {
            worker.shutdown();
        }
        assertThat(database.count("select from balance_history")).isEqualTo(3);
    }

    @ParameterizedTest
    @Tag("P4")
    @ValueSource(strings = {ROWS, SERIES})
    void aTransactionThatCanNotSeeTheOtherDeletesNothing(String delete) {
        packedOfThree();
        database.sql().execute(BESIDE);

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> database.sql().execute("begin isolation level repeatable read; " + delete))
                .withMessageContaining("isolation level read committed");
        database.sql().execute("rollback");
    }

    @Test
    @Tag("P4")
    void aSeriesOfAnotherLengthThanItsChunkIsRejected() {
        packedOfThree();

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> database.sql()
                        .execute("insert into balance_series select account_id, first_time, 'spot', 'ETH',"
                                + " array[null, null, 7] from balance_chunk"))
                .withMessageContaining("another number of balances");
    }

    @ParameterizedTest
    @Tag("P4")
    @ValueSource(
            strings = {
                "array[1, 2], array[1, null]",
                "array[1, null], array[1, 2]",
                "array[1, 2], '{}'",
                "array[1, 2], '[0:1]={1,2}'",
                "'[0:1]={1,2}', null",
                "'{{1,2}}', null"
            })
    void aSeriesWhoseArraysDoNotFitEachOtherIsRejected(String arrays) {
        packedOfThree();

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> database.sql()
                        .execute("insert into balance_series select account_id, first_time, 'spot', 'ETH', " + arrays
                                + " from balance_chunk"))
                .withMessageContaining("balance_series_");
    }

    @Test
    @Tag("P4")
    void twoTransactionsDoNotAddOverlappingChunks() throws Exception {
        writer().snapshot("main", START.plusSeconds(1), "BTC 1.50 1.50");
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try (Connection first = database.dataSource().getConnection();
                Connection second = database.dataSource().getConnection()) {
            first.setAutoCommit(false);
            first.createStatement().execute(chunk("00:00:01Z", "01:00:01Z", "array[first, last]"));
            Future<Boolean> other = worker.submit(
                    () -> second.createStatement().execute(chunk("00:00:02Z", "00:00:02Z", "array[first]")));
            database.awaitWaiting();
            first.commit();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(other::get)
                    .withMessageContaining("overlaps");
        } finally {
            worker.shutdown();
        }
    }

    @Test
    @Tag("P4")
    void aSessionsOwnTablesDoNotDirectTheTriggers() {
        packedOfThree();
        database.sql()
                .execute("create temporary table balance_chunk as select account_id, first_time - interval '1 day'"
                        + " as first_time, 'infinity'::timestamptz as last_time, array['2026-01-01 00:00:03Z'::timestamptz]"
                        + " as times from public.balance_chunk;"
                        + " create temporary table balance_series as select account_id, first_time - interval '1 day' as"
                        + " first_time, wallet, currency, array[3::numeric] as balances, null::numeric[] as available"
                        + " from public.balance_series");

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> database.sql().execute("delete from balance"));
    }
}
