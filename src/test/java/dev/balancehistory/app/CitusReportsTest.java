package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.report.HistoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The functions and views of {@code db/citus.sql} return the rows of those that they replace. This part of the file runs
 * without Citus, in a schema of its own.
 */
class CitusReportsTest {
    private static final Instant START = Instant.parse("2026-03-20T00:00:00Z");
    private static final List<String> CURRENCIES =
            List.of("spot BTC", "spot ETH", "spot btc", "trading BTC", "trading XRP");

    private static Workbench bench;
    private static TestDatabase database;

    @BeforeAll
    static void fill() throws IOException {
        bench = new Workbench();
        database = bench.database;
        record(new HistoryWriter(database.sql()));
        Workbench.Ended packed = bench.run("pack", "--recorder.pack.after=7d");
        assertThat(packed.code()).as(packed.err()).isZero();
        assertThat(database.count("select from balance_chunk")).isEqualTo(2);
        database.sql().execute("create schema twin; set search_path = twin, public; " + reports());
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    /** Returns the part of the file that does not need Citus. */
    private static String reports() throws IOException {
        String file = Files.readString(Path.of("db/citus.sql"));
        int start = file.indexOf("-- The reports,");
        int end = file.indexOf("SET LOCAL citus.enable_ddl_propagation = on;");
        assertThat(start).isPositive();
        assertThat(end).isGreaterThan(start);
        return file.substring(start, end);
    }

    /** Of two accounts, 256 snapshots are packed later. They include the night in which Berlin's clocks change. */
    private static void record(HistoryWriter history) {
        Random random = new Random(1);
        for (String account : List.of("main", "other")) {
            history.account(account, account.equals("main") ? "1 hour" : null, START.toString());
            Instant time = START.plusMillis(random.nextInt(1_000));
            for (int i = 0; i < 280; i++) {
                history.snapshot(account, time, balances(random));
                time = time.plus(Duration.ofMinutes(
                        random.nextInt(20) == 0 ? 60 + random.nextInt(900) : 58 + random.nextInt(5)));
            }
        }
        history.account("few", "1 day", "2026-03-28T12:00:00Z");
        history.snapshot("few", Instant.parse("2026-03-29T00:30:00Z"), "BTC 1 0.5", "trading BTC -2 -2");
        history.snapshot("few", Instant.parse("2026-03-31T22:00:00Z"));
        history.account("never", "1 hour", "2026-03-30T00:00:00Z");
        runs(history);
    }

    private static void runs(HistoryWriter history) {
        long failed = history.run(
                "2026-03-30T01:00:00Z", "2026-03-30T01:00:10Z", "FAILED", "DATA_ERROR", "", "never,main,other,few");
        history.unrecorded("never", "2026-03-30T01:00:01Z", "failed", 2000, "no", failed);
        history.unrecorded("never", "2026-03-30T01:00:02Z", "rejected", null, "malformed", failed);
        history.unrecorded("few", "2026-03-30T01:00:03Z", "conflict", null, "other", failed);
        for (String account : List.of("few", "main", "never", "other")) {
            history.accountRun(failed, account, "UNREACHABLE", 69, "no route to " + account);
        }
        history.step(failed, "fetchResponses", "FAILED", "FAILED", "java.io.IOException: reset\nat x");
        long completed =
                history.run("2026-03-30T02:00:00Z", "2026-03-30T02:00:10Z", "COMPLETED", "COMPLETED", "", "main");
        history.snapshot("few", Instant.parse("2026-03-30T02:00:01Z"), completed, "BTC 1 1");
        history.accountRun(completed, "main", "DONE", 0, null);
        history.run("2026-03-30T03:00:00Z", null, "STARTED", "UNKNOWN", "", "main");
        history.run("2026-03-30T04:00:00Z", "2026-03-30T04:00:10Z", "STOPPED", "STOPPED", "", "other");
    }

    private static String[] balances(Random random) {
        List<String> balances = new ArrayList<>();
        for (String currency : CURRENCIES) {
            if (random.nextInt(6) > 0) {
                String total = random.nextInt(3) + ".5" + "0".repeat(random.nextInt(3));
                balances.add(currency + ' ' + total + ' ' + (random.nextInt(4) == 0 ? "0.25" : total));
            }
        }
        return random.nextInt(15) == 0 ? new String[0] : balances.toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "balance_as_of('2026-03-22T07:00Z')",
                "balance_as_of(now())",
                "balance_as_of('infinity')",
                "balance_between('-infinity', 'infinity')",
                "balance_between('2026-03-22T07:00Z', '2026-03-29T08:00Z')",
                "balance_change('2026-03-20T07:00Z', '2026-03-31T08:00Z')",
                "balance_change('-infinity', 'infinity')",
                "balance_chart('2026-03-19Z', '2026-04-03Z', 720)",
                "balance_chart('2026-03-22T07:00Z', '2026-03-29T08:00Z', 7)",
                "balance_close('hour', 'Europe/Berlin', null, null)",
                "balance_close('hour', 'Australia/Lord_Howe', '-infinity', 'infinity')",
                "balance_close('day', 'Europe/Berlin', '2026-03-22T07:00Z', '2026-03-31T08:00Z')",
                "balance_close('week', 'UTC', null, '2026-03-31T08:00Z')",
                "balance_close('month', 'Asia/Seoul', '2026-03-22T07:00Z', null)",
                "balance_close('year', '+02:00', null, null)",
                "balance_history_between('-infinity', 'infinity')",
                "balance_history_between('2026-03-22T07:00Z', '2026-03-29T08:00Z')",
                "balance_locked('2026-03-30Z')",
                "balance_locked('2026-03-25Z')",
                "balance_move(null, null)",
                "balance_move('2026-03-22T07:00Z', '2026-03-29T08:00Z')",
                "balance_total('2026-03-30Z')",
                "balance_total(now())",
                "snapshot_day('Europe/Berlin', null, null)",
                "snapshot_day('Asia/Seoul', '-infinity', 'infinity')",
                "snapshot_day('UTC', '2026-03-18T07:00Z', '2026-03-31T08:00Z')",
                "snapshot_gap_between(null, null)",
                "snapshot_gap_between('2026-03-22T07:00Z', '2026-03-31T08:00Z')",
                "account_status",
                "run_history"
            })
    void aReportHasTheSameRows(String report) {
        assertThat(differences(
                        "select q::text from public." + report + " q", "select q::text from twin." + report + " q"))
                .isEmpty();
        assertThat(database.count("select from twin." + report)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "balance_as_of('infinity')",
                "balance_change('2026-03-20T07:00Z', '2026-03-31T08:00Z')",
                "balance_chart('2026-03-19Z', '2026-04-03Z', 720)",
                "balance_close('day', 'UTC', null, null)",
                "balance_history_between('-infinity', 'infinity')",
                "balance_locked('2026-03-30Z')",
                "balance_move(null, null)",
                "snapshot_day('UTC', null, null)",
                "snapshot_gap_between(null, null)"
            })
    void aReportReadsOnlyTheAccountsThatAnExportNames(String report) {
        database.sql().execute("set report.accounts = '{few,other}'");
        try {
            assertThat(differences(
                            "select q::text from public." + report + " q where account in ('few', 'other')",
                            "select q::text from twin." + report + " q"))
                    .isEmpty();
        } finally {
            database.sql().execute("reset report.accounts");
        }
    }

    @Test
    void theRunsAreThoseOfTheRange() {
        database.sql()
                .execute("select set_config('report.from', '2026-03-30T01:30Z', false),"
                        + " set_config('report.to', '2026-03-30T04:00Z', false)");
        try {
            assertThat(database.value("select count(*) from twin.run_history", Long.class))
                    .isEqualTo(2);
        } finally {
            database.sql().execute("select set_config('report.from', '', false), set_config('report.to', '', false)");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "balance_close('decade', 'UTC', '2100-01-01Z', null)",
                "balance_close('day', 'Nowhere/Land', '2100-01-01Z', null)",
                "snapshot_day('Nowhere/Land', '2100-01-01Z', null)"
            })
    void anUnknownPeriodOrZoneIsRejected(String report) {
        String message = "select pg_temp.message('select from %s.%s')";
        database.sql().execute("""
                create or replace function pg_temp.message(query text) returns text language plpgsql as $$
                begin
                    execute query;
                    return 'none';
                exception when invalid_parameter_value then
                    return sqlerrm;
                end
                $$
                """);
        String quoted = report.replace("'", "''");
        assertThat(database.value(message.formatted("twin", quoted), String.class))
                .isNotEqualTo("none")
                .isEqualTo(database.value(message.formatted("public", quoted), String.class));
    }

    /** Citus does not distribute a function of SQL. */
    @Test
    void eachFunctionOfRowsIsReplaced() {
        String rows = "select proname from pg_proc where proretset and pronamespace = '%s'::regnamespace";

        assertThat(differences(rows.formatted("public"), rows.formatted("twin")))
                .isEmpty();
        assertThat(database.count(rows.formatted("public"))).isGreaterThan(8);
        assertThat(database.count("""
                select from pg_proc p join pg_language l on l.oid = p.prolang
                 where p.proretset and p.pronamespace = 'twin'::regnamespace and l.lanname <> 'plpgsql'
                """)).isZero();
    }

    /** Citus does not distribute a recursive query, and no query that also reads the job metadata. */
    @Test
    void noFunctionHasAQueryThatCannotBeDistributed() {
        assertThat(database.rows("""
                        select proname
                          from pg_proc
                         where pronamespace = 'twin'::regnamespace
                           and (prosrc ~* 'with recursive'
                                or prosrc ~ '(recorded_run|recorded_account_run|pruned_job_metadata)'
                                   and prosrc !~ 'AS MATERIALIZED')
                        """)).isEmpty();
    }

    /** Citus does not join what it distributes with what stays on the coordinator. */
    @Test
    void eachViewOfBothTheHistoryAndTheJobMetadataIsReplaced() {
        String mixed = """
                with recursive part as (
                    select c.oid as view, d.refobjid as part
                      from pg_class c
                      join pg_rewrite r on r.ev_class = c.oid
                      join pg_depend d on d.objid = r.oid and d.classid = 'pg_rewrite'::regclass
                                      and d.refclassid = 'pg_class'::regclass and d.refobjid <> c.oid
                     where c.relkind = 'v' and c.relnamespace = 'public'::regnamespace
                ), reach as (
                    select view, part from part
                     union
                    select r.view, p.part from reach r join part p on p.view = r.part
                )
                select v.relname
                  from reach r
                  join pg_class v on v.oid = r.view
                  join pg_class t on t.oid = r.part and t.relkind = 'r'
                 group by v.relname
                having bool_or(t.relname in ('account', 'balance_response', 'snapshot', 'balance', 'balance_chunk',
                                             'balance_series'))
                   and bool_or(t.relnamespace = 'batch'::regnamespace or t.relname in ('account_name', 'account_run'))
                """;
        String replaced = "select relname from pg_class where relkind = 'v' and relnamespace = 'twin'::regnamespace";

        assertThat(differences(mixed, replaced)).isEmpty();
        assertThat(database.count(replaced)).isEqualTo(2);
    }

    private static List<String> differences(String one, String other) {
        return database.sql()
                .queryForList(
                        "(select 'lacks ' || o from (%1$s) q (o) except all select 'lacks ' || o from (%2$s) q (o)) union all"
                                        .formatted(one, other)
                                + " (select 'adds ' || o from (%2$s) q (o) except all select 'adds ' || o from (%1$s) q (o))"
                                        .formatted(one, other),
                        String.class);
    }
}
