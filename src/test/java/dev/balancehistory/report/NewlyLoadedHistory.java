package dev.balancehistory.report;

import dev.balancehistory.postgres.ExecutedPlan;
import dev.balancehistory.postgres.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;

/**
 * A history just after an import or a restore: PostgreSQL has no statistics of any table. The first half is packed, in
 * small chunks, so that there are many. Some requests failed, so that there are gaps.
 */
public final class NewlyLoadedHistory implements AutoCloseable {
    public static final int ACCOUNTS = 8;

    /** The slots of each account, a quarter of an hour apart, from {@link #FROM} until before {@link #TO}. */
    private static final int SLOTS = 1_300;

    /** The number of all balances, packed or not, and about three times that of the headers. */
    public static final long BALANCES = ACCOUNTS * SLOTS * 19 / 20 * 3;

    public static final String FROM = "2026-01-01T00:00:00Z";
    public static final String TO = "2026-01-20T00:00:00Z";

    private static final String RESPONSES = """
            do $$
            declare
                own regclass;
            begin
                for own in select oid from pg_class
                            where relkind = 'r' and relnamespace in ('public'::regnamespace, 'batch'::regnamespace) loop
                    execute format('alter table %%s set (autovacuum_enabled = off)', own);
                end loop;
            end
            $$;
            insert into account_name (name) select 'a' || i from generate_series(1, %1$s) i;
            insert into account (account_id, name, exchange, expected_interval)
            select account_id, name, 'bitfront', interval '15 min' from account_name;
            insert into batch.batch_job_instance select i, 0, 'recordBalances', i from generate_series(1, %2$s) i;
            insert into batch.batch_job_execution (job_execution_id, version, job_instance_id, create_time, end_time, status,
                                                   exit_code)
            select i, 1, i, at, at, 'COMPLETED', 'COMPLETED'
              from generate_series(1, %2$s) i, lateral (select timestamp '2026-01-01' + i * interval '15 min') t (at);
            insert into account_run
            select i, account_id, 'DONE', 0, null, now(), now() from generate_series(1, %2$s) i, account;
            insert into balance_response (account_id, slot, origin, received_at, response_time, time_source, format,
                                          body, body_sha256, state, state_reason, job_execution_id)
            select account_id, at, 'observed', at, at, 'body', 'bitfront/1', 'x', sha256((account_id || ' ' || i)::bytea),
                   case when failed then 'failed' else 'recorded' end, case when failed then 'busy' end, i
              from generate_series(1, %2$s) i,
                   account,
                   lateral (select timestamptz '2026-01-01Z' + i * interval '15 min', (i + account_id) %% 20 = 0) t (at, failed)
             order by at, account_id;
            """;

    private static final String SNAPSHOTS = """
            insert into snapshot (account_id, response_time, slot, response_id, time_source, currency_count,
                                  content_sha256, sequence, seal)
            select account_id, response_time, slot, response_id, 'body', 3, sha256((job_execution_id / 40)::text::bytea),
                   row_number() over (partition by account_id order by response_id), body_sha256
              from balance_response
             where state = 'recorded'
             order by response_id;
            insert into balance
            select s.account_id, s.response_time, 'spot', c.currency, r.job_execution_id / 40,
                   r.job_execution_id / 40 - case c.currency when 'BTC' then 1 else 0 end
              from snapshot s
              join balance_response r using (account_id, response_id)
             cross join unnest(array['BTC', 'ETH', 'USDT']) c (currency)
             order by s.account_id, s.response_time;
            insert into balance_chunk
            select account_id, min(response_time), max(response_time), array_agg(response_time order by response_time),
                   array_agg(null::text), array_agg(null::bigint), array_agg(null::bigint), array_agg(null::text),
                   array_agg(null::text), array_agg(null::text), array_agg(null::bytea), array_agg(null::text),
                   array_agg(null::bytea), array_agg(null::bigint)
              from (select account_id, response_time,
                           (row_number() over (partition by account_id order by response_time) - 1) / 16 as chunk
                      from snapshot
                     where response_time < '2026-01-07Z') s
             group by account_id, chunk;
            insert into balance_series
            select b.account_id, c.first_time, b.wallet, b.currency, array_agg(b.balance order by b.response_time),
                   array_agg(b.available_balance order by b.response_time)
              from balance b
              join balance_chunk c on c.account_id = b.account_id
                                  and b.response_time between c.first_time and c.last_time
             group by b.account_id, c.first_time, b.wallet, b.currency;
            delete from balance where response_time < '2026-01-07Z'
            """;

    private final TestDatabase database = TestDatabase.migrated();

    public NewlyLoadedHistory() {
        sql().execute(RESPONSES.formatted(ACCOUNTS, SLOTS));
        sql().execute(SNAPSHOTS);
    }

    /** Returns the access as the tables' owner, always by the same connection. */
    public JdbcTemplate sql() {
        return database.sql();
    }

    /** Runs a statement and returns its plan. */
    public ExecutedPlan plan(String statement, PreparedStatementSetter arguments) {
        return sql().query(
                        ExecutedPlan.EXPLAIN + statement,
                        arguments,
                        (row, number) -> new ExecutedPlan(row.getString(1)))
                .get(0);
    }

    @Override
    public void close() {
        database.close();
    }
}
