package dev.balancehistory.verification;

import static dev.balancehistory.recording.TestHistory.NOON;
import static dev.balancehistory.recording.TestHistory.balance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.archive.GeneratedResponses;
import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.database.Cursor;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.recording.TestHistory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The whole history is handed out in the order of its keys, as it was when it was opened. */
class ConsistentReadTest {
    private static TestHistory test;

    @BeforeAll
    static void open() throws SQLException {
        test = new TestHistory();
        GeneratedResponses.fill(test.database, 2, 500, 3);
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @ParameterizedTest
    @MethodSource("inOrder")
    void noRowsAreSortedAndNoTableIsScanned(String query, Object[] parameters) throws SQLException {
        JdbcTemplate sql = new JdbcTemplate(
                new SingleConnectionDataSource(test.database.dataSource().getConnection(), true));
        sql.execute("begin; " + ConsistentRead.IN_ORDER);

        List<String> plan = sql.queryForList("explain " + query, String.class, parameters);
        sql.execute("commit");

        assertThat(plan).anyMatch(line -> line.contains("Index Scan")).noneMatch(line -> line.contains("Sort"));
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan"));
    }

    static List<Arguments> inOrder() {
        Object[] range = {1, "-infinity", "infinity"};
        return List.of(
                Arguments.of(HeaderReader.QUERY, range),
                Arguments.of(RowReader.QUERY, range),
                Arguments.of(ChainReader.QUERY, new Object[] {1}));
    }

    @Test
    void laterSnapshotsAreNotSeen() {
        Account account = test.account();
        test.record(account, null, NOON, balance("BTC", "1.50", "1"));
        try (ConsistentRead state = open(null, null, account.name())) {
            test.record(account, null, NOON.plusSeconds(1), balance("BTC", "2", "1"));

            assertThat(state.accounts()).containsExactly(account);
            assertThat(state.expectedRows()).isEqualTo(1);
            assertThat(all(state.headers(account)))
                    .extracting(SnapshotHeader::responseTime)
                    .containsExactly(NOON);
            assertThat(all(state.rows(account))).containsExactly(new SnapshotRow(NOON, "spot", "BTC", "1.50", "1"));
            assertThat(all(state.unrecordedResponses())).isEmpty();
        }
    }

    @Test
    void aRangeIsHalfOpen() {
        try (ConsistentRead state =
                open(GeneratedResponses.START, GeneratedResponses.START.plus(Duration.ofMinutes(3)), "generated-1")) {
            Account account = state.accounts().get(0);

            assertThat(all(state.headers(account)))
                    .extracting(SnapshotHeader::responseTime)
                    .containsExactly(
                            GeneratedResponses.START,
                            GeneratedResponses.START.plus(Duration.ofMinutes(1)),
                            GeneratedResponses.START.plus(Duration.ofMinutes(2)));
            assertThat(all(state.rows(account))).hasSize(9);
        }
    }

    @Test
    void bodiesOfEverySizeAreReadCompletely() {
        Account account = test.account();
        for (int size : new int[] {0, 100, 16 << 10, (16 << 10) + 1, 1 << 20}) {
            byte[] body = new byte[size];
            Arrays.fill(body, (byte) 0xfe);
            RawResponse response = TestHistory.response(NOON.plusSeconds(size), body);
            long id = test.archive.inbox().add(account, null, 1, response);
            test.database
                    .sql()
                    .update(
                            "insert into snapshot (account_id, response_time, response_id, time_source, currency_count,"
                                    + " content_sha256, sequence, seal) values (?, ?, ?, 'body', 0, sha256(''), ?, sha256(''))",
                            account.id(),
                            Timestamps.of(NOON.plusSeconds(size)),
                            id,
                            size + 1);
        }

        try (ConsistentRead state = open(null, null, account.name())) {
            assertThat(all(state.headers(account)))
                    .extracting(header -> header.response().body().bytes().length)
                    .containsExactly(0, 100, 16 << 10, (16 << 10) + 1, 1 << 20);
        }
    }

    @Test
    void anUnknownAccountIsNamed() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> open(null, null, "generated-1", "nobody"))
                .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.USAGE))
                .withMessageStartingWith("no account is recorded as 'nobody'; recorded: ");
    }

    private static ConsistentRead open(@Nullable Instant from, @Nullable Instant to, String... accounts) {
        return ConsistentRead.open(test.pool, new VerifyRequest(from, to, List.of(accounts)));
    }

    private static <T> List<T> all(Cursor<T> cursor) {
        List<T> all = new ArrayList<>();
        try (cursor) {
            for (T next = cursor.next(); next != null; next = cursor.next()) {
                all.add(next);
            }
        }
        return all;
    }

    private static List<SnapshotRow> all(SnapshotRows rows) {
        List<SnapshotRow> all = new ArrayList<>();
        try (rows) {
            for (Instant time = rows.time(); time != null; time = rows.time()) {
                all.addAll(rows.at(time));
            }
        }
        return all;
    }
}
