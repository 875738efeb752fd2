package dev.balancehistory.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.report.HistoryWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The views and functions over a small history, in which a currency is in two wallets. */
class ViewsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static TestDatabase database;
    private static JdbcTemplate sql;

    @BeforeAll
    static void record() {
        database = TestDatabase.migrated();
        sql = database.sql();
        HistoryWriter history = new HistoryWriter(sql);
        for (String account : List.of("first", "second", "third", "never")) {
            history.account(account, null, "2026-01-01T00:00:00Z");
        }
        // The newest is recorded before an older one.
        history.snapshot("first", NOON.plusSeconds(2), "spot BTC 2.50 2", "trading BTC 0.5 -1", "spot ETH 0 0");
        history.snapshot("first", NOON.plusSeconds(1), "spot BTC 1 1", "trading BTC 4 4", "spot XRP 7 7");
        history.snapshot("second", NOON, "BTC 9 -1");
        history.snapshot("third", NOON, "BTC 3 3");
        history.snapshot("third", NOON.plusSeconds(1));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void theHistoryHasARowForEachCurrencyAndWallet() {
        assertThat(rows(
                        "balance_history",
                        "account, exchange, response_time, wallet, currency, balance, available_balance,"
                                + " locked_balance, time_source, origin"))
                .containsExactlyInAnyOrder(
                        "first bitfront 12:00:01 spot BTC 1 1 0 body observed",
                        "first bitfront 12:00:01 trading BTC 4 4 0 body observed",
                        "first bitfront 12:00:01 spot XRP 7 7 0 body observed",
                        "first bitfront 12:00:02 spot BTC 2.50 2 0.50 body observed",
                        "first bitfront 12:00:02 trading BTC 0.5 -1 1.5 body observed",
                        "first bitfront 12:00:02 spot ETH 0 0 0 body observed",
                        "second bitfront 12:00:00 spot BTC 9 -1 10 body observed",
                        "third bitfront 12:00:00 spot BTC 3 3 0 body observed");
    }

    @Test
    @Tag("T4")
    @Tag("I8")
    void theLatestBalancesAreThoseOfTheNewestSnapshotByItsTime() {
        String columns = "account, wallet, currency, balance, available_balance, locked_balance, response_time";

        for (String newest : List.of("latest_balance", "balance_as_of(now())")) {
            assertThat(rows(newest, columns))
                    .containsExactlyInAnyOrder(
                            "first spot BTC 2.50 2 0.50 12:00:02",
                            "first trading BTC 0.5 -1 1.5 12:00:02",
                            "first spot ETH 0 0 0 12:00:02",
                            "second spot BTC 9 -1 10 12:00:00");
        }
        assertThat(rows("balance_as_of('2026-01-01 12:00:01Z')", columns))
                .containsExactlyInAnyOrder(
                        "first spot BTC 1 1 0 12:00:01",
                        "first trading BTC 4 4 0 12:00:01",
                        "first spot XRP 7 7 0 12:00:01",
                        "second spot BTC 9 -1 10 12:00:00");
    }

    @Test
    void ageIsTheTimeSinceThen() {
        assertThat(sql.queryForList("select distinct now() - response_time = age from latest_balance", Boolean.class))
                .containsExactly(true);
        assertThat(sql.queryForObject(
                        "select extract(epoch from max(age)) from latest_balance where account = 'second'",
                        Double.class))
                .isBetween(0d, (double) Instant.now().getEpochSecond() - NOON.getEpochSecond() + 60);
    }

    @Test
    void aCloseHasARowForEachCurrencyAndWallet() {
        assertThat(rows(
                        "balance_close('day', 'UTC', null, null)",
                        "account, wallet, currency, balance, available_balance, locked_balance, response_time,"
                                + " snapshots"))
                .containsExactlyInAnyOrder(
                        "first spot BTC 2.50 2 0.50 12:00:02 2",
                        "first trading BTC 0.5 -1 1.5 12:00:02 2",
                        "first spot ETH 0 0 0 12:00:02 2",
                        "second spot BTC 9 -1 10 12:00:00 1");
    }

    @Test
    void aChangeComparesEachWalletWithItself() {
        assertThat(rows(
                        "balance_change('2026-01-01 12:00:01.000001Z', '2026-01-02Z') where account = 'first'",
                        "wallet, currency, coalesce(opening_balance::text, '-'), coalesce(closing_balance::text, '-'),"
                                + " coalesce(change::text, '-')"))
                .containsExactlyInAnyOrder(
                        "spot BTC 1 2.50 1.50", "trading BTC 4 0.5 -3.5", "spot ETH - 0 -", "spot XRP 7 - -");
    }

    @Test
    @Tag("I8")
    void aTotalAddsTheWalletsAndCountsTheAccounts() {
        String columns =
                "currency, balance, available_balance, locked_balance, accounts, accounts_expected, oldest_response_time";

        assertThat(rows("balance_total(now())", columns.replace("oldest_response_time", time("oldest_response_time"))))
                .containsExactlyInAnyOrder("BTC 12.00 0 12.00 2 4 12:00:00", "ETH 0 0 0 1 4 12:00:02");
        assertThat(rows("balance_total('2026-01-01 12:00Z') where currency = 'BTC'", "balance, accounts"))
                .containsExactly("12 2");
    }

    @Test
    void aSnapshotCountsItsRowsOfAllWallets() {
        assertThat(rows(
                        "recorded_snapshot",
                        "account, response_time, time_source, currency_count, sequence, length(seal)"))
                .containsExactlyInAnyOrder(
                        "first 12:00:02 body 3 1 32",
                        "first 12:00:01 body 3 2 32",
                        "second 12:00:00 body 1 1 32",
                        "third 12:00:00 body 1 1 32",
                        "third 12:00:01 body 0 2 32");
    }

    @Test
    void theSealsAreInTheOrderOfRecording() {
        assertThat(rows("snapshot_seal where account = 'first' order by sequence", "sequence, response_time"))
                .containsExactly("1 12:00:02", "2 12:00:01");
        assertThat(sql.queryForList("""
                                select v.seal ~ '^[0-9a-f]{64}$' and decode(v.seal, 'hex') = s.seal
                                       and v.recorded_at = s.recorded_at
                                  from snapshot_seal v
                                  join account a on a.name = v.account
                                  join snapshot s on s.account_id = a.account_id and s.sequence = v.sequence
                                """, Boolean.class)).hasSize(5).containsOnly(true);
    }

    private static List<String> rows(String view, String columns) {
        return sql.queryForList(
                "select concat_ws(' ', " + columns.replace(" response_time", " " + time("response_time")) + ") from "
                        + view,
                String.class);
    }

    private static String time(String column) {
        return "to_char(" + column + " at time zone 'UTC', 'HH24:MI:SS')";
    }
}
