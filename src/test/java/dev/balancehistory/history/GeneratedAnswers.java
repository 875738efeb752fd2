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

            insert into account (name, exchange) select 'generated-' || i, 'bitfront' from generate_series(1, %1$d) i;

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

            insert into balance_response (account_id, origin, requested_at, received_at, response_time, status_code,
                                          status_message, body, body_sha256, state, job_execution_id)
            select account_id, 'observed', at, at, at, 1000, 'SUCCESS', body, sha256(body), 'recorded', 1
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

            -- As balance.Snapshot makes it.
            insert into snapshot (account_id, response_time, response_id, currency_count, content_sha256)
            select account_id, at, response_id, count(*),
                   sha256(convert_to(string_agg(code || ' ' || trim_scale(total) || ' ' || trim_scale(available)
                                                || E'\\n', '' order by code collate "C"), 'UTF8'))
              from said
              join balance_response using (account_id)
             where response_time = at
             group by account_id, at, response_id
             order by response_id;

            insert into balance select account_id, at, code, total, available from said order by at, account_id, code;

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
