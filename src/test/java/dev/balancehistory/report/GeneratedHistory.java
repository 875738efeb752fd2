package dev.balancehistory.report;

import dev.balancehistory.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A year of snapshots, one a minute: accounts of six currencies each, with their archived responses. About 3.15 million
 * balances an account.
 */
final class GeneratedHistory {
    static final String YEAR_START = "2025-01-01T00:00:00Z";
    static final String YEAR_END = "2026-01-01T00:00:00Z";

    private static final String ACCOUNTS = """
            with added as (
                insert into account_name (name) select 'account-' || i from generate_series(1, %d) i returning *
            )
            insert into account (account_id, name, exchange, expected_interval)
            select account_id, name, 'bitfront', interval '1 minute' from added
            """;

    // As the exchange writes them, so that they have the size of real responses.
    private static final String RESPONSES = """
            insert into balance_response (account_id, slot, origin, requested_at, received_at, response_time,
                                          time_source, status, status_message, format, body, body_sha256, state,
                                          job_execution_id)
            select account_id, at, 'observed', at, at + interval '80 ms', at + account_id * interval '1 ms', 'body',
                   '1000', 'SUCCESS', 'bitfront/1', body, sha256(body), 'recorded', 1
              from account,
                   generate_series(timestamptz '%s', timestamptz '%s' - interval '1 minute', interval '1 minute') at,
                   lateral (select convert_to('{"statusCode":"1000","statusMessage":"SUCCESS","responseTime":'
                                              || round(extract(epoch from at) * 1000) || ',"responseData":['
                                              || string_agg('{"currency":"' || code || '","balance":'
                                                            || amount(account_id, at, code) || ',"availableBalance":'
                                                            || amount(account_id, at, code) - 1 || '}', ',')
                                              || ']}', 'UTF8') as body
                              from unnest(%s) code) answer
             order by at, account_id
            """;

    private static final String SNAPSHOTS = """
            insert into snapshot (account_id, response_time, slot, response_id, time_source, currency_count,
                                  content_sha256, sequence, seal)
            select account_id, response_time, slot, response_id, time_source, 6, body_sha256,
                   row_number() over (partition by account_id order by response_id), body_sha256
              from balance_response
             order by response_id
            """;

    private static final String BALANCES = """
            insert into balance
            select account_id, response_time, 'spot', code, amount(account_id, slot, code), amount(account_id, slot, code) - 1
              from snapshot, unnest(%s) code
             order by response_id, code
            """;

    // The usual first design with one table.
    private static final String NAIVE = """
            create table naive (
                id                bigserial primary key,
                account           text not null,
                exchange          text not null,
                response_time     timestamptz not null,
                currency          text not null,
                balance           numeric(38, 18) not null,
                available_balance numeric(38, 18) not null,
                created_at        timestamptz not null default now(),
                unique (account, exchange, response_time, currency)
            );
            insert into naive (account, exchange, response_time, currency, balance, available_balance)
            select a.name, a.exchange, b.response_time, b.currency, b.balance, b.available_balance
              from balance b join account a using (account_id)
            """;

    private static final String CODES = "array['BCH', 'BTC', 'ETH', 'LN', 'USDT', 'XRP']";

    // Moves from minute to minute, the same at every run.
    private static final String AMOUNT = """
            create function amount(account integer, at timestamptz, code text) returns numeric language sql immutable as $$
                select round((1000 + 500 * sin(extract(epoch from at)::float8 / 5000 + account + ascii(code)))::numeric, 8)
            $$
            """;

    private GeneratedHistory() {}

    static void fill(TestDatabase database, int accounts) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'; set synchronous_commit = off; set work_mem = '256MB'");
            statement.execute(AMOUNT);
            statement.execute(ACCOUNTS.formatted(accounts));
            statement.execute(RESPONSES.formatted(YEAR_START, YEAR_END, CODES));
            statement.execute(SNAPSHOTS);
            statement.execute(BALANCES.formatted(CODES));
            statement.execute("drop function amount");
            statement.execute(NAIVE);
            statement.execute("vacuum analyze");
        }
    }
}
