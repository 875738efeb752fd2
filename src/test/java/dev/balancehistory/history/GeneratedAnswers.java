package dev.balancehistory.history;

import dev.balancehistory.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/** Snapshots with the answers that they come from, a minute apart, made by the database: right to the last hash. */
public final class GeneratedAnswers {
    /** When the first of each account is from. */
    public static final Instant START = Instant.parse("2025-01-01T00:01:00Z");

    private static final String FILL = """
            set timezone = 'UTC';
            set synchronous_commit = off;
            set work_mem = '64MB';

            insert into account_name (name) select 'generated-' || i from generate_series(1, %1$d) i;
            insert into account (account_id, name, exchange) select account_id, name, 'bitfront' from account_name;

            create function pg_temp.amount(account_id integer, at timestamptz, i integer) returns numeric
                language sql immutable as $$
                select (1000 + 500 * sin(extract(epoch from at)::float8 / 5000 + account_id + i))::numeric(30, 8)
            $$;

            create temp table said as
            select account_id, at, 'C' || i as code, pg_temp.amount(account_id, at, i) as total,
                   pg_temp.amount(account_id, at, i) - 1 as available
              from account, generate_series(0, %2$d - 1) minute,
                   lateral (select timestamptz '%4$s' + minute * interval '1 minute' as at) time,
                   generate_series(1, %3$d) i;

            analyze said;

            insert into balance_response (account_id, origin, requested_at, received_at, response_time, time_source,
                                          status, status_message, format, body, body_sha256, state, job_execution_id)
            select account_id, 'observed', at, at, at, 'body', '1000', 'SUCCESS', 'bitfront/1', body, sha256(body), 'recorded', 1
              from (select account_id, at,
                           convert_to('{"timezone":"UTC","responseTime":' || round(extract(epoch from at) * 1000)
                                      || ',"statusCode":1000,"statusMessage":"SUCCESS","responseData":['
                                      || string_agg('{"currency":"' || code || '","balance":' || total
                                                    || ',"availableBalance":' || available || '}', ',')
                                      || ']}', 'UTF8') as body
                      from said
                     group by account_id, at) answer
             order by at, account_id;

            analyze balance_response;

            -- As balance.Snapshot and balance.Seal make them.
            create temp table header as
            select account_id, at, response_id, body_sha256, count(*)::integer as count,
                   row_number() over (partition by account_id order by at) as sequence,
                   sha256(convert_to(string_agg('spot ' || code || ' ' || total || ' ' || available || E'\\n', ''
                                                order by code collate "C"), 'UTF8')) as content
              from said
              join balance_response using (account_id)
             where response_time = at
             group by account_id, at, response_id, body_sha256;
            create unique index on header (account_id, sequence);
            analyze header;

            insert into snapshot (account_id, response_time, response_id, time_source, currency_count, content_sha256,
                                  sequence, seal)
            with recursive chain as (
                select a.account_id, a.name, 0::bigint as sequence, decode(repeat('00', 32), 'hex') as seal,
                       null::timestamptz as at, null::bigint as response_id, null::integer as count, null::bytea as content
                  from account a
                 union all
                select h.account_id, c.name, h.sequence,
                       sha256(c.seal || convert_to(format(
                           E'balance-history-seal/1\\naccount=%%s\\nexchange=bitfront\\nformat=bitfront/1\\nsequence=%%s\\n'
                           'response_time=%%s\\nslot=\\ntime_source=body\\nbody_sha256=%%s\\ncontent_sha256=%%s\\ncount=%%s\\n',
                           c.name, h.sequence, to_char(h.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), encode(h.body_sha256, 'hex'),
                           encode(h.content, 'hex'), h.count), 'UTF8')),
                       h.at, h.response_id, h.count, h.content
                  from chain c
                  join header h on h.account_id = c.account_id and h.sequence = c.sequence + 1
            )
            select account_id, at, response_id, 'body', count, content, sequence, seal
              from chain
             where sequence > 0
             order by response_id;

            insert into balance select account_id, at, 'spot', code, total, available from said order by at, account_id, code;

            drop table header;
            drop table said;
            analyze
            """;

    private GeneratedAnswers() {}

    /** Adds so many accounts to a history without any, each with so many snapshots of so many currencies. */
    public static void fill(TestDatabase database, int accounts, int snapshots, int currencies) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(FILL.formatted(accounts, snapshots, currencies, START));
        }
    }
}
