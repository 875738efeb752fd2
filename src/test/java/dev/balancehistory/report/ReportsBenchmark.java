package dev.balancehistory.report;

import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.release.Release;
import dev.balancehistory.support.CleanProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Compares the reports of a long history with their lower bound: a year of snapshots, one a minute. Argument: the
 * number of accounts of 3.15 million balances each (1; 10 for 31 million). Needs the release folder and psql.
 */
public final class ReportsBenchmark {
    private static final String ACCOUNT = "account-1";
    private static final String EARLIER = "2025-02-03T04:05:06Z";
    private static final String MIDYEAR = "2025-07-01T12:34:56Z";

    // The same query, as psql's user would write it.
    private static final String PSQL = """
            \\copy (select account, exchange, to_char(response_time at time zone 'UTC', \
            'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as response_time, wallet, currency, balance, available_balance, \
            locked_balance, time_source, origin from balance_history r where \
            r.response_time >= '-infinity' and r.response_time < 'infinity' \
            order by r.account, r.response_time, r.wallet, r.currency) to \
            '%s' with (format csv, header true)""";

    private static final String DISTINCT_ON = """
            select distinct on (b.currency, date_trunc('day', b.response_time, 'UTC')) *
              from balance b join account a using (account_id)
             where a.name = 'account-1' and b.response_time >= '%1$s' and b.response_time < '%2$s'
             order by b.currency, date_trunc('day', b.response_time, 'UTC'), b.response_time desc
            """.formatted(GeneratedHistory.YEAR_START, GeneratedHistory.YEAR_END);

    private static final String LATERAL = """
            select a.name, d.day, b.currency, b.balance, b.available_balance, b.balance - b.available_balance,
                   b.response_time, c.snapshots
              from account a
             cross join generate_series(timestamptz '%1$s', timestamptz '%2$s' - interval '1 day', interval '1 day') d (day)
             cross join lateral (select s.account_id, s.response_time from snapshot s
                                  where s.account_id = a.account_id and s.response_time >= d.day
                                    and s.response_time < d.day + interval '1 day'
                                  order by s.response_time desc limit 1) newest
             cross join lateral (select count(*) as snapshots from snapshot s
                                  where s.account_id = a.account_id and s.response_time >= d.day
                                    and s.response_time < d.day + interval '1 day') c
              join balance b on b.account_id = newest.account_id and b.response_time = newest.response_time
             where a.name = 'account-1'
            """.formatted(GeneratedHistory.YEAR_START, GeneratedHistory.YEAR_END);

    private static final String CLOSE =
            "select * from balance_close('day', 'UTC', '%s', '%s') where account = 'account-1'"
                    .formatted(GeneratedHistory.YEAR_START, GeneratedHistory.YEAR_END);

    private static final String NEWEST =
            "select response_time from snapshot where account_id = 1 and response_time <= ?::timestamptz"
                    + " order by response_time desc limit 1";
    private static final String ROWS = "select * from balance where account_id = 1 and response_time = ?::timestamptz";

    private final TestDatabase database;
    private final JdbcTemplate sql;

    private ReportsBenchmark(TestDatabase database) throws SQLException {
        this.database = database;
        this.sql = new JdbcTemplate(
                new SingleConnectionDataSource(database.dataSource().getConnection(), true));
        sql.execute("set timezone = 'UTC'; set jit = off");
    }

    /** Measures, and prints a line for each. */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        int accounts = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        try (TestDatabase database = TestDatabase.migrated()) {
            GeneratedHistory.fill(database, accounts);
            ReportsBenchmark benchmark = new ReportsBenchmark(database);
            benchmark.size();
            benchmark.lookUps();
            benchmark.closes();
            benchmark.export();
        }
    }

    private void size() {
        long rows = number("select count(*) from balance");
        System.out.printf("%n%,d balances in %,d snapshots%n", rows, number("select count(*) from snapshot"));
        double own = number("select pg_total_relation_size('balance') + pg_total_relation_size('snapshot')");
        double responses = number("select pg_total_relation_size('balance_response')");
        double naive = number("select pg_total_relation_size('naive')");
        System.out.printf(
                "bytes a balance: %.0f, and %.0f of its archived response; one naive table: %.0f%n",
                own / rows, responses / rows, naive / rows);
        sql.execute("drop table naive");
    }

    private long number(String query) {
        return sql.queryForObject(query, Long.class);
    }

    private void lookUps() {
        double once = median(200, () -> lookUp(MIDYEAR));
        double twice = median(200, () -> {
            lookUp(EARLIER);
            lookUp(MIDYEAR);
        });
        ratio("latest", median(200, () -> all("select * from latest_balance where account = ?", ACCOUNT)), once);
        ratio(
                "as-of",
                median(
                        200,
                        () -> all("select * from balance_as_of(?::timestamptz) where account = ?", MIDYEAR, ACCOUNT)),
                once);
        ratio(
                "change",
                median(
                        200,
                        () -> all(
                                "select * from balance_change(?::timestamptz, ?::timestamptz) where account = ?",
                                EARLIER,
                                MIDYEAR,
                                ACCOUNT)),
                twice);
    }

    private void lookUp(String at) {
        Object newest = sql.queryForObject(NEWEST, Object.class, at);
        sql.queryForList(ROWS, newest);
    }

    private void closes() {
        double close = median(5, () -> all(CLOSE));
        ratio("a year of daily closes, beside the lateral by hand", close, median(5, () -> all(LATERAL)));
        double distinct = median(3, () -> all(DISTINCT_ON));
        System.out.printf(
                "a year of daily closes: DISTINCT ON takes %.0f times as long (%.1f s)%n",
                distinct / close, distinct / 1e3);
    }

    private void all(String query, Object... arguments) {
        sql.query(query, row -> {}, arguments);
    }

    private void export() throws IOException, InterruptedException {
        Path ours = Files.createTempFile("export", ".csv");
        Path theirs = Files.createTempFile("copy", ".csv");
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<String> line =
                    new ArrayList<>(List.of(Release.command(), "export", "history", "--overwrite", "--output=" + ours));
            line.addAll(database.options());
            double own = seconds(line);
            double psql = seconds(List.of(
                    "psql",
                    "-X",
                    "--command=set jit = off",
                    "--command=" + PSQL.formatted(theirs),
                    database.url().replace("jdbc:", "")));
            ratios.add(psql / own);
            System.out.printf(
                    "export history: %.2f s, psql \\copy: %.2f s, rate of psql's: %.2f%n", own, psql, psql / own);
        }
        System.out.printf(
                "export history: %.2f of psql's rate (median), the same bytes: %s, %d MiB%n",
                ratios.stream().sorted().toList().get(1), Files.mismatch(ours, theirs) < 0, Files.size(ours) >> 20);
        Files.delete(ours);
        Files.delete(theirs);
    }

    private double seconds(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder process = CleanProcess.of(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        process.environment()
                .putAll(Map.of(
                        "JAVA_HOME", System.getProperty("java.home"),
                        "JAVA_OPTS", "-Xmx48m",
                        "PGUSER", database.user(),
                        "PGPASSWORD", database.password()));
        long start = System.nanoTime();
        int code = process.start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(command.get(0) + " ended with " + code);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void ratio(String what, double own, double peer) {
        System.out.printf("%s: %.3f ms, %.2f times the bare %.3f ms%n", what, own, own / peer, peer);
    }

    /** Returns the median in milliseconds, after as many runs that do not count. */
    private static double median(int runs, Runnable action) {
        double[] times = new double[runs];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < runs; i++) {
                long start = System.nanoTime();
                action.run();
                times[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(times);
        return times[runs / 2];
    }
}
