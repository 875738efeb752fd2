package dev.balancehistory.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions become part of the reader's query, and what they need they look up, however long the history grows. */
class ReportPlanTest {
    private static ReportHistory history;

    @BeforeAll
    static void fill() {
        history = new ReportHistory();
        history.writer().execute("""
                insert into account_name (name) select 'a' || i from generate_series(1, 5000) i;
                insert into account (account_id, name, exchange) select account_id, name, 'bitfront' from account_name;
                insert into balance_response (account_id, origin, received_at, response_time, time_source, format, state,
                                              job_execution_id)
                select account_id, 'observed', at, at, 'body', 'bitfront/1', 'recorded', 1
                  from generate_series(timestamptz '2026-01-01Z', timestamptz '2026-01-04Z', interval '15 min') at, account
                 where account_id <= 200
                 order by at, account_id;
                insert into snapshot (account_id, response_time, response_id, time_source, currency_count, content_sha256,
                                      sequence, seal)
                select account_id, response_time, response_id, time_source, 4, sha256('x'),
                       row_number() over (partition by account_id order by response_id), sha256('x')
                  from balance_response
                 order by response_id;
                insert into balance
                select account_id, response_time, wallet, currency, 1, 1
                  from snapshot, unnest(array['spot', 'trading']) wallet, unnest(array['BTC', 'ETH']) currency;
                insert into batch.batch_job_instance select i, 0, 'recordBalances', i from generate_series(1, 5000) i;
                insert into batch.batch_job_execution (job_execution_id, version, job_instance_id, create_time, status)
                select i, 1, i, timestamp '2026-01-01' + i * interval '1 min', 'COMPLETED'
                  from generate_series(1, 5000) i;
                insert into account_run
                select i, i % 200 + 1, 'DONE', 0, null, now(), now() from generate_series(1, 5000) i
                """);
        history.analyze();
    }

    @AfterAll
    static void close() {
        history.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "balance_as_of('2026-01-02Z')",
                "balance_as_of(now())",
                "balance_close('day', 'Europe/Berlin', '2026-01-01Z', '2026-01-04Z')",
                "balance_close('hour', 'UTC', '-infinity', 'infinity')",
                "balance_change('2026-01-02Z', '2026-01-03Z')",
                "balance_move('2026-01-02Z', '2026-01-03Z')",
                "balance_move(null, null)",
                "balance_locked('2026-01-02Z')",
                "balance_chart('2026-01-01Z', '2026-01-04Z', 720)",
                "snapshot_day('Europe/Berlin', '2026-01-02Z', '2026-01-03Z')",
                "snapshot_gap_between('2026-01-02Z', '2026-01-03Z')",
                "snapshot_gap",
                "snapshot_seal",
                "account_status"
            })
    void oneAccountIsLookedUp(String report) {
        List<String> plan = plan("select * from " + report + " where account = 'a77'");

        assertLooksUp(plan);
        assertThat(plan).anyMatch(line -> line.contains("account_name_idx"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "balance_as_of('2026-01-02Z')",
                "balance_close('day', 'Europe/Berlin', '2026-01-01Z', '2026-01-04Z')"
            })
    void oneCurrencyIsPartOfTheLookUp(String report) {
        List<String> plan = plan("select * from " + report + " where account = 'a77' and currency = 'BTC'");

        assertLooksUp(plan);
        assertThat(plan)
                .filteredOn(line -> line.contains("Index Cond") && line.contains("currency"))
                .isNotEmpty()
                .allMatch(line -> line.contains("account_id = ") && line.contains("response_time = "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "balance_as_of('2026-01-02Z')",
                "balance_close('day', 'Europe/Berlin', '2026-01-01Z', '2026-01-04Z')",
                "balance_change('2026-01-02Z', '2026-01-03Z')",
                "balance_move('2026-01-02Z', '2026-01-03Z')",
                "balance_locked('2026-01-02Z')",
                "balance_chart('2026-01-02Z', '2026-01-03Z', 720)",
                "snapshot_day('Europe/Berlin', '2026-01-02Z', '2026-01-03Z')",
                "snapshot_gap_between('2026-01-02Z', '2026-01-03Z')"
            })
    void allAccountsAreLookedUp(String report) {
        assertLooksUp(plan("select * from " + report));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " where currency = 'BTC'"})
    void aTotalIsTwoLookUpsForEachAccount(String condition) {
        List<String> plan = plan("select * from balance_total('2026-01-02Z')" + condition);

        assertLooksUp(plan);
        assertThat(plan)
                .filteredOn(line -> line.contains("Index Cond") && line.contains("response_time = "))
                .allMatch(line -> line.contains("account_id = "))
                .anyMatch(line -> condition.isEmpty() || line.contains("currency = 'BTC'"));
    }

    @Test
    void aMoveIsSearchedInSnapshotsWithOtherContentOnly() {
        assertThat(plan("select * from balance_move('2026-01-02Z', '2026-01-03Z')"))
                .anyMatch(line -> line.contains("content_sha256 <> "))
                .filteredOn(line -> line.contains("Index Cond") && line.contains("response_time = "))
                // The header and the balances of two snapshots.
                .hasSize(4);
    }

    @Test
    void aLockedBalanceIsLookedUpSnapshotBySnapshot() {
        assertThat(plan("select * from balance_locked('2026-01-02Z') where account = 'a77' and currency = 'BTC'"))
                .filteredOn(line -> line.contains("Index Cond") && line.contains("currency = "))
                .hasSize(3)
                .allMatch(line -> line.contains("account_id = ") && line.matches(".*response_time <?= .*"));
    }

    @Test
    void aChartIsARange() {
        assertThat(plan("select * from balance_chart('2026-01-01Z', '2026-01-04Z', 720)"
                        + " where account = 'a77' and currency = 'BTC'"))
                .filteredOn(line -> line.contains("Index Cond") && line.contains("currency = "))
                .singleElement()
                .asString()
                .contains("account_id = ", "response_time >= ", "response_time < ");
    }

    @Test
    void theRunsOfADayAreLookedUp() {
        assertThat(plan("select * from run_history"
                        + " where started_at >= '2026-01-02Z' and started_at < '2026-01-02 01:00Z'"))
                .anyMatch(line -> line.contains("batch_job_execution_time_idx"));
    }

    private static List<String> plan(String query) {
        return history.reader().queryForList("explain " + query, String.class);
    }

    private static void assertLooksUp(List<String> plan) {
        assertThat(plan)
                .noneMatch(
                        line -> line.contains("Function Scan on balance_")
                                || line.contains("Function Scan on snapshot_")
                                || line.matches(
                                        ".*Seq Scan on (snapshot|balance|balance_response|account_run|batch_(job|step)_execution)\\b.*"));
    }
}
