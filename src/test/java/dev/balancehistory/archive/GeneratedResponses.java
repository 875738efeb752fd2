package dev.balancehistory.archive;

import dev.balancehistory.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/** Snapshots with their responses, a minute apart, generated in the database, with correct hashes and seals. */
public final class GeneratedResponses {
    /** When the first of each account is from. */
    public static final Instant START = Instant.parse("2025-01-01T00:01:00Z");

    private static final String FILL = """
            set timezone = 'UTC';
            set synchronous_commit = off;
            set work_mem = '64MB';

            with added as (
                insert into account_name (name) select 'generated-' || i from generate_series(1, %1$d) i returning *
            )
            insert into account (account_id, name, exchange) select account_id, name, 'bitfront' from added;

            create function pg_temp.amount(account_id integer, at timestamptz, i integer) returns numeric
                language sql immutable as $$
                select (1000 + 500 * sin(extract(epoch from at)::float8 / 5000 + account_id + i))::numeric(30, 8)
            $$;

            -- The seal of a row from the one before and its text.
            create function pg_temp.seal(bytea, text) returns bytea language sql immutable as $$
                select sha256($1 || convert_to($2, 'UTF8'))
            $$;
            create aggregate pg_temp.seals(text) (
                sfunc = pg_temp.seal, stype = bytea,
                initcond = '\\x0000000000000000000000000000000000000000000000000000000000000000');

            create temp table said as
            select account_id, at, 'C' || i as code, pg_temp.amount(account_id, at, i) as total,
                   pg_temp.amount(account_id, at, i) - 1 as available
              from account, generate_series(0, %2$d - 1) minute,
                   lateral (select timestamptz '%4$s' + minute * interval '1 minute' as at) time,
                   generate_series(1, %3$d) i;

            analyze said;

            insert into balance_response (account_id, origin, requested_at, received_at, response_time,
                                          time_source, status, status_message, format, body, body_sha256, state,
                                          job_execution_id)
            select account_id, 'observed', at, at, at, 'body', '1000', 'SUCCESS', 'bitfront/1', body, sha256(body),
                   'recorded', 1
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

            insert into snapshot (account_id, response_time, response_id, time_source, currency_count, content_sha256,
                                  sequence, seal)
            select account_id, at, response_id, 'body', currency_count, content_sha256, sequence,
                   pg_temp.seals('balance-history-seal/1' || E'\n'
                                 || 'account=' || name || E'\n'
                                 || 'exchange=bitfront' || E'\n'
                                 || 'format=bitfront/1' || E'\n'
                                 || 'sequence=' || sequence || E'\n'
                                 || 'response_time=' || to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || E'\n'
                                 || 'slot=' || E'\n'
                                 || 'time_source=body' || E'\n'
                                 || 'body_sha256=' || encode(body_sha256, 'hex') || E'\n'
                                 || 'content_sha256=' || encode(content_sha256, 'hex') || E'\n'
                                 || 'count=' || currency_count || E'\n')
                       over (partition by account_id order by sequence)
              from (select account_id, name, at, response_id, body_sha256, count(*) as currency_count,
                           sha256(convert_to(string_agg('spot ' || code || ' ' || total || ' ' || available || E'\n', ''
                                                        order by code collate "C"), 'UTF8')) as content_sha256,
                           row_number() over (partition by account_id order by at) as sequence
                      from said
                      join balance_response using (account_id)
                      join account using (account_id)
                     where response_time = at
                     group by account_id, name, at, response_id, body_sha256) read
             order by response_id;

            insert into balance (account_id, response_time, wallet, currency, balance, available_balance)
            select account_id, at, 'spot', code, total, available from said order by at, account_id, code;

            drop table said;
            analyze
            """;

    private GeneratedResponses() {}

    /** Adds so many accounts to a history without any, each with so many snapshots of so many currencies. */
    public static void fill(TestDatabase database, int accounts, int snapshots, int currencies) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(FILL.formatted(accounts, snapshots, currencies, START));
        }
    }
}
