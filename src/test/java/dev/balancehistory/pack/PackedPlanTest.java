package dev.balancehistory.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.postgres.ExecutedPlan;
import dev.balancehistory.postgres.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reports look packed balances up, however long the history grows. */
class PackedPlanTest {
    private static final int ACCOUNTS = 10;

    /** Snapshots of each account, in 15 chunks and a rest. */
    private static final int SNAPSHOTS = 15 * Packing.SNAPSHOTS + 100;

    private static TestDatabase database;

    @BeforeAll
    static void fill() {
        database = TestDatabase.migrated();
        database.sql().execute("""
                insert into account_name (name) select 'a' || i from generate_series(1, %1$s) i;
                insert into account (account_id, name, exchange, expected_interval)
                select account_id, name, 'bitfront', interval '15 min' from account_name;
                insert into balance_response (account_id, origin, received_at, response_time, time_source, format, state)
                select account_id, 'observed', at, at, 'body', 'bitfront/1', 'recorded'
                  from account, generate_series(1, %2$s) i,
                       lateral (select timestamptz '2026-01-01Z' + i * interval '15 min' as at) t
                 order by at, account_id;
                insert into snapshot (account_id, response_time, response_id, time_source, currency_count, content_sha256,
                                      sequence, seal)
                select account_id, response_time, response_id, time_source, 4, sha256('x'),
                       row_number() over (partition by account_id order by response_id), sha256('x')
                  from balance_response
                 order by response_id;
                insert into balance
                select account_id, response_time, 'spot', currency, extract(epoch from response_time), 1
                  from snapshot, unnest(array['BTC', 'ETH', 'USDT', 'XRP']) currency
                """.formatted(ACCOUNTS, SNAPSHOTS));
        Moved moved = new Packing(database.dataSource(), Packing.SNAPSHOTS)
                .pack(Instant.parse("2100-01-01T00:00:00Z"), () -> false);
        assertThat(moved.snapshots()).isEqualTo(15L * Packing.SNAPSHOTS * ACCOUNTS);
        database.sql().execute("vacuum analyze");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latest_balance",
                "balance_as_of('2026-01-20Z')",
                "balance_change('2026-01-20Z', '2026-01-21Z')",
                "balance_total('2026-01-20Z')",
                "balance_close('day', 'UTC', '2026-01-10Z', '2026-01-12Z')",
                "balance_history where response_time >= '2026-01-20Z' and response_time < '2026-01-20 01:00Z'"
            })
    void aReportReadsOnlyTheChunksThatItShows(String report) {
        ExecutedPlan plan = plan("select * from " + report);

        long chunks = plan.rows("balance_chunk");
        long series = plan.rows("balance_series");
        // For each snapshot of an account, at most its chunk, four series of it, and the chunk again for the response
        // of
        // each balance.
        assertThat(chunks).isLessThanOrEqualTo((1 + 4) * 6L * ACCOUNTS);
        assertThat(series).isLessThanOrEqualTo(4 * 6L * ACCOUNTS);
        assertThat(plan.rows("snapshot")).isLessThan(300L * ACCOUNTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"balance_between", "balance_history_between"})
    void aRangeOpensOnlyTheSeriesOfItsTime(String function) {
        ExecutedPlan plan = plan("select * from " + function + "('2026-01-20Z', '2026-01-20 01:00Z')");

        assertThat(plan.rows("balance_series")).isLessThanOrEqualTo(4 * 2L * ACCOUNTS);
        assertThat(plan.rows("balance_chunk")).isLessThanOrEqualTo(2 * 15L * ACCOUNTS);
    }

    @Test
    void theNewestBalancesOpenNoSeries() {
        assertThat(plan("select * from latest_balance").rows("balance_series")).isZero();
    }

    @Test
    void oneCurrencyOpensItsSeriesOnly() {
        ExecutedPlan plan =
                plan("select * from balance_as_of('2026-01-20Z') where account = 'a7' and currency = 'BTC'");

        assertThat(plan.rows("balance_series")).isOne();
        assertThat(plan.rows("balance_chunk")).isOne();
    }

    private static ExecutedPlan plan(String query) {
        return new ExecutedPlan(database.value(ExecutedPlan.EXPLAIN + query, String.class));
    }
}
