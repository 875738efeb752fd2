package dev.balancehistory.history;

import static dev.balancehistory.history.TestHistory.NOON;
import static dev.balancehistory.history.TestHistory.balance;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Account;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the views say about a history that is known. */
class ViewsTest {
    private static TestHistory test;
    private static JdbcTemplate sql;
    private static Account first;
    private static Account second;
    private static Account third;

    @BeforeAll
    static void record() {
        test = new TestHistory();
        sql = new JdbcTemplate(test.pool);
        first = test.account();
        second = test.account();
        third = test.account();
        test.account();
        // The newest arrives before an older one.
        test.write(test.read(first, null, NOON.plusSeconds(2), balance("BTC", "2.50", "2"), balance("ETH", "0", "0")));
        test.write(test.read(first, null, NOON.plusSeconds(1), balance("BTC", "1", "1"), balance("XRP", "7", "7")));
        test.write(test.read(second, null, NOON, balance("BTC", "9", "-1")));
        test.write(test.read(third, null, NOON, balance("BTC", "3", "3")));
        test.write(test.read(third, null, NOON.plusSeconds(1)));
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @Test
    void theHistoryHasARowForEachRecordedCurrency() {
        assertThat(rows(
                        "balance_history",
                        "account",
                        "response_time",
                        "currency",
                        "balance",
                        "available_balance",
                        "locked_balance",
                        "origin"))
                .containsExactlyInAnyOrder(
                        first.name() + " 2026-01-01T12:00:01+00:00 BTC 1 1 0 observed",
                        first.name() + " 2026-01-01T12:00:01+00:00 XRP 7 7 0 observed",
                        first.name() + " 2026-01-01T12:00:02+00:00 BTC 2.50 2 0.50 observed",
                        first.name() + " 2026-01-01T12:00:02+00:00 ETH 0 0 0 observed",
                        second.name() + " 2026-01-01T12:00:00+00:00 BTC 9 -1 10 observed",
                        third.name() + " 2026-01-01T12:00:00+00:00 BTC 3 3 0 observed");
    }

    @Test
    @Tag("T4")
    @Tag("I8")
    void theLatestAreThoseOfTheNewestSnapshotByItsTime() {
        assertThat(rows(
                        "latest_balance",
                        "account",
                        "currency",
                        "balance",
                        "available_balance",
                        "locked_balance",
                        "response_time"))
                .containsExactlyInAnyOrder(
                        first.name() + " BTC 2.50 2 0.50 2026-01-01T12:00:02+00:00",
                        first.name() + " ETH 0 0 0 2026-01-01T12:00:02+00:00",
                        second.name() + " BTC 9 -1 10 2026-01-01T12:00:00+00:00");
    }

    @Test
    void ageIsTheTimeSinceThen() {
        assertThat(sql.queryForList("select distinct now() - response_time = age from latest_balance", Boolean.class))
                .containsExactly(true);
        assertThat(sql.queryForObject(
                        "select extract(epoch from max(age)) from latest_balance where account = ?",
                        Double.class,
                        second.name()))
                .isBetween(0d, (double) Instant.now().getEpochSecond() - NOON.getEpochSecond() + 60);
    }

    private static List<String> rows(String view, String... columns) {
        return sql.queryForList(
                "select concat_ws(' ', "
                        + String.join(", ", columns)
                                .replace(
                                        "response_time",
                                        "to_json(response_time at time zone 'UTC') #>> '{}' || '+00:00'")
                        + ") from " + view,
                String.class);
    }
}
