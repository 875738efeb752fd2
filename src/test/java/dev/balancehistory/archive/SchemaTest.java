package dev.balancehistory.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.database.SchemaMigration;
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

/** The objects that the migrations create: the names that others rely on, and a comment on each. */
class SchemaTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    @Test
    void everyTableViewAndColumnHasAComment() {
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
    void everyFunctionHasAComment() {
        assertThat(names("""
                        select proname from pg_proc
                         where pronamespace = current_schema()::regnamespace
                           and obj_description(oid, 'pg_proc') is null
                        """)).isEmpty();
    }

    @Test
    void everyTableOfTheJobMetadataHasAComment() {
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
                "account_name | account_id, name",
                "account | account_id, name, exchange, expected_interval, created_at",
                "account_run | job_execution_id, account_id, outcome, exit_code, problem, started_at, ended_at",
                "balance_response | response_id, account_id, slot, origin, requested_at, received_at, response_time,"
                        + " time_source, status, status_message, format, body, part_lengths, body_sha256, state,"
                        + " state_reason, job_execution_id",
                "snapshot | account_id, currency_count, response_time, slot, response_id, sequence, recorded_at,"
                        + " content_sha256, seal, time_source",
                "balance | account_id, response_time, wallet, currency, balance, available_balance",
                "balance_history | account, exchange, response_time, wallet, currency, balance, available_balance,"
                        + " locked_balance, time_source, origin",
                "latest_balance | account, wallet, currency, balance, available_balance, locked_balance, response_time,"
                        + " age",
                "snapshot_seal | account, sequence, response_time, recorded_at, seal",
                "snapshot_gap | account, after, before, missing_snapshots, cause",
                "run_history | job, started_at, ended_at, status, exit_code, responses, snapshots, rows, message",
                "account_status | account, expected_interval, last_snapshot_at, age, missing_now, last_run_started_at,"
                        + " last_run_status, last_run_exit_code, last_problem",
                "balance_as_of(now()) | account, wallet, currency, balance, available_balance, locked_balance,"
                        + " response_time, age",
                "balance_close('day', 'UTC', now(), now()) | account, period, period_start, period_end, wallet, currency,"
                        + " balance, available_balance, locked_balance, response_time, snapshots, expected_snapshots,"
                        + " complete",
                "balance_move(now(), now()) | account, response_time, wallet, currency, before, after, change",
                "balance_locked(now()) | account, wallet, currency, locked_balance, locked_since, last_seen_free",
                "balance_chart(now(), now(), 9) | account, wallet, currency, column_start, first, lowest, highest, last,"
                        + " highest_locked, snapshots",
                "snapshot_day('UTC', now(), now()) | account, day, snapshots, expected_snapshots, first_time, last_time,"
                        + " longest_gap",
                "balance_change(now(), now()) | account, wallet, currency, opening_balance, closing_balance, change,"
                        + " opening_time, closing_time",
                "balance_total(now()) | currency, balance, available_balance, locked_balance, accounts,"
                        + " accounts_expected, oldest_response_time",
                "snapshot_gap_between(now(), now()) | account, after, before, missing_snapshots, cause"
            })
    void aRelationHasTheColumnsOfTheContractInTheirOrder(String relation, String columns) {
        assertThat(columns(relation)).containsExactly(columns.split(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a body without its hash | body, state | 'x', 'received'",
                "a hash of another length | body, body_sha256, state | 'x', 'x', 'received'",
                "a pending response without a body | body_sha256, state | sha256('x'), 'received'",
                "a final state without a reason | state | 'failed'",
                "an unknown state | state, state_reason | 'lost', 'x'",
                "a time without its source | response_time, state, state_reason | now(), 'failed', 'x'",
                "a source without a time | time_source, state, state_reason | 'body', 'failed', 'x'",
                "an unknown source | response_time, time_source, state, state_reason | now(), 'sun', 'failed', 'x'",
                "no part at all | part_lengths, state, state_reason | '{}', 'failed', 'x'"
            })
    void aResponseThatContradictsItselfIsNotStored(String what, String columns, String values) {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .as(what)
                .isThrownBy(() -> DATABASE.sql().execute("""
                        with main as (insert into account (account_id, name, exchange) values (1, 'main', 'bitfront')
                                      returning account_id)
                        insert into balance_response (account_id, origin, received_at, format, %s)
                        select account_id, 'observed', now(), 'bitfront/1', %s from main
                        """.formatted(columns, values)))
                .withMessageContaining("violates check constraint");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "1 | null | sha256('') | snapshot_sequence_key",
                "2 | '2026-01-01Z' | sha256('') | snapshot_slot_key",
                "0 | null | sha256('') | snapshot_sequence_check",
                "2 | null | 'short' | snapshot_seal_check"
            })
    void aSnapshotHasItsOwnSequenceAndSlot(String sequence, String slot, String seal, String constraint) {
        String response = """
                insert into balance_response (account_id, origin, received_at, format, state, state_reason)
                select 1, 'observed', now(), 'bitfront/1', 'failed', 'x'
                """;
        String snapshot = "insert into snapshot (account_id, response_time, slot, response_id, time_source,"
                + " currency_count, content_sha256, sequence, seal) select 1, ?::timestamptz, %s, max(response_id),"
                + " 'body', 0, sha256(''), %s, %s from balance_response; ";
        try (TestDatabase other = TestDatabase.migrated()) {
            other.sql().execute("insert into account (account_id, name, exchange) values (1, 'main', 'bitfront')");
            other.sql().execute(response);
            other.sql().update(snapshot.formatted("'2026-01-01Z'", "1", "sha256('')"), "2026-01-01Z");

            assertThatExceptionOfType(DataIntegrityViolationException.class)
                    .isThrownBy(() -> other.sql().update(snapshot.formatted(slot, sequence, seal), "2026-01-02Z"))
                    .withMessageContaining(constraint);
        }
    }

    @Test
    void everyKeyOfTheHistoryContainsTheAccount() {
        assertThat(names("""
                        select conname
                          from pg_constraint
                         where connamespace = current_schema()::regnamespace
                           and contype in ('p', 'u', 'f')
                           and conrelid in ('account'::regclass, 'account_run'::regclass, 'balance_response'::regclass,
                                            'snapshot'::regclass, 'balance'::regclass)
                           and not conkey @> array[(select attnum from pg_attribute
                                                     where attrelid = conrelid and attname = 'account_id')]
                        """)).isEmpty();
    }

    @Test
    void everyTriggerFiresInEverySession() {
        // That one does the work of a foreign key, which does not fire for a replication either.
        assertThat(names("select tgname || ' on ' || tgrelid::regclass from pg_trigger"
                        + " where not tgisinternal and tgenabled <> 'A'"))
                .containsExactly("answered on snapshot");
    }

    @Test
    void everyTableCanBePublished() {
        assertThat(names("""
                        select c.oid::regclass::text
                          from pg_class c
                         where c.relkind = 'r'
                           and c.relnamespace in (current_schema()::regnamespace, 'batch'::regnamespace)
                           and c.relreplident <> 'f'
                           and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)
                        """)).isEmpty();
    }

    @Test
    void aReplacedViewOrFunctionHasTheSameRights() {
        try (TestDatabase other = TestDatabase.migrated()) {
            String reader = other.login().user();
            other.sql()
                    .execute("grant select on all tables in schema public to " + reader
                            + "; grant execute on all functions in schema public to " + reader);
            String rights = "select oid::regclass::text, relacl::text from pg_class where relkind = 'v'"
                    + " and relnamespace = 'public'::regnamespace union all"
                    + " select oid::regprocedure::text, proacl::text from pg_proc"
                    + " where pronamespace = 'public'::regnamespace order by 1";
            List<String> before = other.rows(rights);
            other.sql().execute("update flyway_schema_history set checksum = 0 where version is null");

            assertThat(new SchemaMigration(other.dataSource()).migrate().applied())
                    .isGreaterThan(20);
            assertThat(other.rows(rights)).isEqualTo(before);
            other.sql().execute("drop owned by " + reader);
        }
    }

    @Test
    void amountsHaveNoScaleThatWouldRoundThem() {
        assertThat(names("""
                        select distinct format_type(atttypid, atttypmod) from pg_attribute
                         where attname in ('balance', 'available_balance') and attrelid = 'balance'::regclass
                        """)).containsExactly("numeric");
    }

    @Test
    void theTablesOfTheJobMetadataAreThoseOfSpringBatch() throws IOException {
        assertThat(statements("db/migration/V1__batch_metadata.sql"))
                .containsAll(statements("org/springframework/batch/core/schema-postgresql.sql"))
                .filteredOn(
                        statement -> statement.startsWith("create table") || statement.startsWith("create sequence"))
                .hasSameSizeAs(statements("org/springframework/batch/core/schema-postgresql.sql"));
    }

    private static List<String> columns(String relation) {
        return DATABASE.sql().query("select * from " + relation, (ResultSet rows) -> {
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
