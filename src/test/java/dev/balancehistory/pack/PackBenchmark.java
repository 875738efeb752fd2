package dev.balancehistory.pack;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.database.Database;
import dev.balancehistory.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Measures rows against chunks of the same history, with all its tables. One has 90 days of 20 currencies, a snapshot every
 * five minutes; the other a year of six currencies, a snapshot a minute. Of 20 currencies, three are traded and change at 15 % of the snapshots, the others
 * at 0.5 %; of six, each changes at 2.9 %. Each response has its own run, and its times differ by milliseconds, those of
 * the recorder by microseconds.
 */
final class PackBenchmark {
    private static final String FILL = """
            select setseed(0.5);
            insert into account_name (name) values ('main');
            insert into account (account_id, name, exchange, expected_interval)
            select account_id, name, 'bitfront', interval '%3$s' from account_name;
            create temporary table amount as
            select at, 'C' || lpad(i::text, 2, '0') as currency,
                   round((1000 * i + 0.00012345 * sum(step) over (partition by i order by at))::numeric, 8) as amount
              from (select i, at, case when random() < case when %1$s = 6 then 0.029 when i <= 3 then 0.15 else 0.005 end
                                       then 1 + round(random() * 100000) else 0 end as step
                      from generate_series(1, %1$s) i,
                           generate_series(timestamptz '2025-01-01Z', timestamptz '%2$s' - interval '%3$s',
                                           interval '%3$s') at) s;
            insert into balance_response (account_id, slot, origin, requested_at, received_at, response_time, time_source,
                                          status, status_message, format, body, body_sha256, state, job_execution_id)
            select account_id, at, 'observed', at + random() * interval '20 ms',
                   at + (60 + random() * 60) * interval '1 ms', at + (hashtext(at::text) & 255) * interval '1 ms', 'body',
                   '1000', 'SUCCESS', 'bitfront/1', body, sha256(body), 'recorded', row_number() over (order by at)
              from account,
                   (select at, convert_to('{"statusCode":"1000","statusMessage":"SUCCESS","responseTime":'
                                          || round(extract(epoch from at) * 1000) + (hashtext(at::text) & 255)
                                          || ',"responseData":['
                                          || string_agg('{"currency":"' || currency || '","balance":' || amount
                                                        || ',"availableBalance":' || amount || '}', ',' order by currency)
                                          || ']}', 'UTF8') as body
                      from amount
                     group by at) b
             order by at;
            insert into snapshot (account_id, response_time, slot, response_id, time_source, currency_count, content_sha256,
                                  sequence, seal)
            select account_id, response_time, slot, response_id, time_source, %1$s, body_sha256,
                   row_number() over (order by response_id), body_sha256
              from balance_response
             order by response_id;
            insert into balance
            select account_id, at + (hashtext(at::text) & 255) * interval '1 ms', 'spot', currency, amount, amount
              from account, amount
             order by at, currency;
            drop table amount;
            vacuum analyze
            """;

    private static final String LATEST = "select * from latest_balance where account = 'main'";
    private static final String AS_OF = "select * from balance_as_of('2025-02-15 12:34Z') where account = 'main'";
    private static final String CLOSES =
            "select * from balance_close('day', 'UTC', '2025-01-01Z', '2026-01-01Z') where account = 'main'";
    private static final String WEEK = "select * from balance_history_between('2025-02-01Z', '2025-02-08Z')"
            + " where account = 'main' order by account, response_time, wallet, currency";

    private final TestDatabase database;
    private final JdbcTemplate sql;

    private PackBenchmark(TestDatabase database) throws SQLException {
        this.database = database;
        this.sql = new JdbcTemplate(
                new SingleConnectionDataSource(database.dataSource().getConnection(), true));
        sql.execute("set timezone = 'UTC'; set jit = off; set synchronous_commit = off; set work_mem = '64MB'");
    }

    /** Measures both histories, and prints a line for each number. */
    public static void main(String[] args) throws SQLException {
        measure(20, "2025-04-01Z", "5 min");
        measure(6, "2026-01-01Z", "1 min");
    }

    private static void measure(int currencies, String end, String interval) throws SQLException {
        try (TestDatabase database = TestDatabase.migrated()) {
            PackBenchmark benchmark = new PackBenchmark(database);
            // Split, so that each statement sees the rows of the one before.
            for (String statement : FILL.formatted(currencies, end, interval).split(";\\n")) {
                benchmark.sql.execute(statement);
            }
            System.out.printf("%n%d currencies, every %s%n", currencies, interval);
            benchmark.run(Instant.parse(end.replace("Z", "T00:00:00Z")).minusSeconds(7 * 86_400));
        }
    }

    private void run(Instant limit) {
        long balances = number("select count(*) from balance");
        double[] rows = queries();
        double bytes = size("balance") / balances;
        double allBytes = bytes + (size("snapshot") + size("balance_response")) / balances;
        long start = System.nanoTime();
        Moved moved = packed(limit);
        double seconds = (System.nanoTime() - start) / 1e9;
        long left = number("select count(*) from balance");
        sql.execute("vacuum (full, analyze) balance");
        sql.execute("vacuum (full, analyze) balance_response");
        sql.execute("vacuum analyze balance_chunk");
        sql.execute("vacuum analyze balance_series");
        double[] packed = queries();
        System.out.printf(
                "packed %,d of %,d balances: %,.0f a second%n", moved.balances(), balances, moved.balances() / seconds);
        double series = size("balance_series") / (balances - left);
        double chunks = size("balance_chunk") / (balances - left);
        double headers = size("snapshot") / balances;
        System.out.printf("bytes a balance, as rows: %.1f; with headers and responses %.1f%n", bytes, allBytes);
        System.out.printf(
                "bytes a balance, packed: series %.2f, chunks %.2f, headers %.2f, all in %.1f%n",
                series, chunks, headers, series + chunks + headers);
        double rest = (size("balance") + size("balance_response")) / balances;
        System.out.printf(
                "the whole database, the last 7 days as rows: %.1f%n",
                rest + headers + (series + chunks) * (balances - left) / balances);
        String[] names = {"latest", "as-of", "a year of daily closes", "a week of history"};
        for (int i = 0; i < names.length; i++) {
            System.out.printf("%s: %.3f ms as rows, %.3f ms packed%n", names[i], rows[i], packed[i]);
        }
    }

    /** Packs over the connections of the program. */
    private Moved packed(Instant limit) {
        try (HikariDataSource pool =
                Database.open(new Database.Settings(database.url(), database.user(), database.password()))) {
            return new Packing(pool, Packing.SNAPSHOTS).pack(limit, () -> false);
        }
    }

    private double[] queries() {
        return new double[] {median(300, LATEST), median(300, AS_OF), median(7, CLOSES), median(7, WEEK)};
    }

    private double size(String table) {
        return number("select pg_total_relation_size('" + table + "')");
    }

    private long number(String query) {
        return sql.queryForObject(query, Long.class);
    }

    /** Returns the median in milliseconds, after as many runs that do not count. */
    private double median(int runs, String query) {
        double[] times = new double[runs];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < runs; i++) {
                long start = System.nanoTime();
                sql.query(query, row -> {});
                times[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(times);
        return times[runs / 2];
    }
}
