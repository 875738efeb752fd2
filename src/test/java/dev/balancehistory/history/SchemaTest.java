package dev.balancehistory.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.postgres.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataIntegrityViolationException;

/** What the migrations make: the names that others rely on, and a word on each. */
class SchemaTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    @Test
    void everyTableAndViewAndEachOfTheirColumnsIsExplained() {
        assertThat(names("""
                        select c.relname || coalesce('.' || a.attname, '')
                          from pg_class c
                          join lateral (select 0 as attnum, null as attname
                                         union all
                                        select attnum, attname from pg_attribute
                                         where attrelid = c.oid and attnum > 0 and not attisdropped) a on true
                         where c.relnamespace = current_schema()::regnamespace
                           and c.relkind in ('r', 'p', 'v', 'm', 'c')
                           and c.relname <> 'flyway_schema_history'
                           and col_description(c.oid, a.attnum) is null
                           and (a.attnum > 0
                                or coalesce(obj_description(c.oid, 'pg_class'), obj_description(c.reltype, 'pg_type')) is null)
                        """)).isEmpty();
    }

    @Test
    void everyFunctionIsExplained() {
        assertThat(names("""
                        select proname from pg_proc
                         where pronamespace = current_schema()::regnamespace
                           and obj_description(oid, 'pg_proc') is null
                        """)).isEmpty();
    }

    @Test
    void everyTableOfTheJobsIsExplained() {
        assertThat(names("""
                        select relname from pg_class
                         where relnamespace = 'batch'::regnamespace and relkind = 'r'
                           and obj_description(oid, 'pg_class') is null
                        """)).isEmpty();
        assertThat(names("select obj_description('batch'::regnamespace, 'pg_namespace')"))
                .doesNotContainNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "account | account_id, name, exchange, expected_interval, created_at",
                "balance_response | response_id, account_id, slot, origin, requested_at, received_at, response_time,"
                        + " status_code, status_message, body, body_sha256, state, state_reason, job_execution_id",
                "snapshot | account_id, response_time, slot, response_id, currency_count, recorded_at",
                "balance | account_id, response_time, currency, balance, available_balance"
            })
    void aTableHasTheColumnsOfTheContract(String table, String columns) {
        assertThat(columns(table)).containsAll(List.of(columns.split(", ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "balance_history | account, response_time, currency, balance, available_balance, locked_balance, origin",
                "latest_balance | account, currency, balance, available_balance, locked_balance, response_time, age",
                "snapshot_gap | account, after, before, missing_snapshots, cause",
                "run_history | job, started_at, ended_at, status, exit_code, responses, snapshots, rows, message",
                "account_status | account, expected_interval, last_snapshot_at, age, missing_now, last_run_started_at,"
                        + " last_run_status, last_run_exit_code, last_problem"
            })
    void aViewHasTheColumnsOfTheContractInTheirOrder(String view, String columns) {
        assertThat(columns(view)).containsExactly(columns.split(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "balance_as_of(now())"
                        + " | account, currency, balance, available_balance, locked_balance, response_time, age",
                "balance_close('day', 'UTC', now(), now()) | account, period_start, currency, balance,"
                        + " available_balance, locked_balance, response_time, snapshots",
                "balance_change(now(), now()) | account, currency, opening_balance, closing_balance, change,"
                        + " opening_time, closing_time",
                "snapshot_gap_between(now(), now()) | account, after, before, missing_snapshots, cause"
            })
    void aFunctionHasTheColumnsOfTheContractInTheirOrder(String function, String columns) {
        assertThat(columnsOf(function)).containsExactly(columns.split(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a body without its hash | body, state | 'x', 'received'",
                "a hash that is none | body, body_sha256, state | 'x', 'x', 'received'",
                "an answer that waits without a body | body_sha256, state | sha256('x'), 'received'",
                "an end that has no reason | state | 'failed'"
            })
    void whatWouldBeOfNoUseIsNotKept(String what, String columns, String values) {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .as(what)
                .isThrownBy(() -> DATABASE.sql().execute("""
                        with main as (insert into account (name, exchange) values ('main', 'bitfront') returning account_id)
                        insert into balance_response (account_id, origin, received_at, %s)
                        select account_id, 'observed', now(), %s from main
                        """.formatted(columns, values)))
                .withMessageContaining("violates check constraint");
    }

    @Test
    void amountsHaveNoScaleThatWouldRoundThem() {
        assertThat(names("""
                        select distinct format_type(atttypid, atttypmod) from pg_attribute
                         where attname in ('balance', 'available_balance') and attrelid = 'balance'::regclass
                        """)).containsExactly("numeric");
    }

    @Test
    void theJobsTablesAreThoseOfTheSpringBatchInUse() throws IOException {
        assertThat(statements("db/migration/V1__batch_metadata.sql"))
                .containsAll(statements("org/springframework/batch/core/schema-postgresql.sql"))
                .filteredOn(
                        statement -> statement.startsWith("create table") || statement.startsWith("create sequence"))
                .hasSameSizeAs(statements("org/springframework/batch/core/schema-postgresql.sql"));
    }

    private static List<String> columns(String relation) {
        return names("select attname from pg_attribute where attrelid = '" + relation
                + "'::regclass and attnum > 0 and not attisdropped order by attnum");
    }

    private static List<String> columnsOf(String function) {
        return DATABASE.sql().query("select * from " + function, (ResultSet rows) -> {
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                names.add(rows.getMetaData().getColumnName(i));
            }
            return names;
        });
    }

    private static List<String> names(String query) {
        return DATABASE.sql().queryForList(query, String.class);
    }

    private static List<String> statements(String resource) throws IOException {
        try (InputStream file = SchemaTest.class.getClassLoader().getResourceAsStream(resource)) {
            String sql = new String(Objects.requireNonNull(file, resource).readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(sql.replaceAll("--[^\n]*", "").split(";"))
                    .map(statement -> statement
                            .toLowerCase(Locale.ROOT)
                            .replace("batch.batch_", "batch_")
                            .replaceAll("\\s+", " ")
                            .replaceAll(" ?([(),]) ?", "$1")
                            .strip())
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        }
    }
}
