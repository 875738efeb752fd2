package dev.balancehistory.archive;

import static dev.balancehistory.recording.TestHistory.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.database.SchemaMigration;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.postgres.TestDatabase.Login;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.report.HistoryWriter;
import dev.balancehistory.support.Beans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.dao.DataAccessException;

/** The rights of each role in {@code db/roles.sql}: those that its work needs, and no others. */
class RolesTest {
    /**
     * Per relation: the rights of the recorder, the reader and the pruner. A right that is not listed fails the test.
     */
    private static final String RIGHTS = """
            batch.batch_job_execution          | SELECT INSERT UPDATE |  | SELECT INSERT UPDATE DELETE
            batch.batch_job_execution_context  | SELECT INSERT UPDATE |  | SELECT INSERT UPDATE DELETE
            batch.batch_job_execution_params   | SELECT INSERT UPDATE |  | SELECT INSERT UPDATE DELETE
            batch.batch_job_execution_seq      | USAGE |  | USAGE
            batch.batch_job_instance           | SELECT INSERT UPDATE |  | SELECT INSERT UPDATE DELETE
            batch.batch_job_instance_seq       | USAGE |  | USAGE
            batch.batch_step_execution         | SELECT INSERT UPDATE |  | SELECT INSERT UPDATE DELETE
            batch.batch_step_execution_context | SELECT INSERT UPDATE |  | SELECT INSERT UPDATE DELETE
            batch.batch_step_execution_seq     | USAGE |  | USAGE
            public.account                     | SELECT INSERT UPDATE(expected_interval) |  |
            public.account_interval            | SELECT | SELECT |
            public.account_name                | SELECT INSERT UPDATE(name) |  | SELECT
            public.account_name_account_id_seq | USAGE |  |
            public.account_run                 | SELECT INSERT |  | SELECT DELETE
            public.account_status              | SELECT | SELECT |
            public.archived_response           | SELECT |  |
            public.balance                     | SELECT INSERT |  | SELECT DELETE
            public.balance_chunk               | SELECT |  | SELECT INSERT UPDATE(bodies,body_hashes,oldest_body)
            public.balance_history             | SELECT | SELECT |
            public.balance_response            | SELECT INSERT UPDATE(state,state_reason) |  | SELECT DELETE UPDATE(body)
            public.balance_response_response_id_seq | USAGE |  |
            public.balance_series              | SELECT |  | SELECT INSERT
            public.flyway_schema_history       | SELECT |  | SELECT
            public.latest_balance              | SELECT | SELECT |
            public.packed_balance              | SELECT | SELECT |
            public.packed_chunk                | SELECT | SELECT |
            public.packed_response             | SELECT |  | SELECT
            public.pruned_job_metadata         | SELECT | SELECT |
            public.recorded_account            | SELECT | SELECT |
            public.recorded_account_run        | SELECT | SELECT |
            public.recorded_balance            | SELECT | SELECT |
            public.recorded_run                | SELECT | SELECT |
            public.recorded_snapshot           | SELECT | SELECT |
            public.run_history                 | SELECT | SELECT |
            public.snapshot                    | SELECT INSERT |  | SELECT(account_id,response_id,response_time,slot,time_source)
            public.snapshot_gap                | SELECT | SELECT |
            public.snapshot_response           | SELECT | SELECT |
            public.snapshot_seal               | SELECT | SELECT |
            public.unpacked_balance            | SELECT | SELECT |
            public.unpacked_response           | SELECT | SELECT |
            public.unrecorded_response         | SELECT | SELECT |
            """;

    private static final String ACTUAL_RIGHTS = """
            select c.relnamespace::regnamespace || '.' || c.relname as relation,
                   (select string_agg(verb, ' ' order by place)
                      from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER',
                                        'USAGE'])
                           with ordinality as v (verb, place)
                     where case when c.relkind = 'S'
                                then verb in ('SELECT', 'UPDATE', 'USAGE') and has_sequence_privilege(?, c.oid, verb)
                                else verb <> 'USAGE' and has_table_privilege(?, c.oid, verb)
                           end) as rights,
                   (select string_agg(list, ' ' order by place)
                      from (select place, verb || '(' || string_agg(attname, ',' order by attname) || ')' as list
                              from unnest(array['SELECT', 'INSERT', 'UPDATE']) with ordinality as v (verb, place)
                              join pg_attribute on attrelid = c.oid and attnum > 0 and not attisdropped
                             where c.relkind <> 'S'
                               and not has_table_privilege(?, c.oid, verb)
                               and has_column_privilege(?, c.oid, attnum, verb)
                             group by place, verb) some_columns) as columns
              from pg_class c
             where c.relnamespace in ('public'::regnamespace, 'batch'::regnamespace)
               and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
             order by 1
            """;

    private static TestDatabase database;
    private static Login owner;
    private static Login recorder;
    private static Login reader;
    private static Login pruner;
    private static Login stranger;
    private static Login guest;

    @BeforeAll
    static void open() {
        database = TestDatabase.migrated();
        prepare(database);
    }

    /** As an administrator does: the file, the logins, and the file again. */
    private static void prepare(TestDatabase where) {
        runRolesFile(where);
        owner = where.login("balance_owner");
        recorder = where.login("balance_recorder");
        reader = where.login("balance_reader");
        pruner = where.login("balance_pruner");
        stranger = where.login();
        guest = where.login();
        where.sql().execute("grant connect on database " + where.name() + " to " + guest.user());
        runRolesFile(where);
    }

    private static void runRolesFile(TestDatabase where) {
        runRolesFile(where, "");
    }

    private static void runRolesFile(TestDatabase where, String settings) {
        try {
            where.sql().execute(settings + Files.readString(Path.of("db/roles.sql")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void close() {
        database.close();
    }

    enum Order {
        ROLES_AFTER_MIGRATION,
        ROLES_BEFORE_MIGRATION
    }

    @ParameterizedTest
    @EnumSource
    void eachRoleHasTheRightsThatItsWorkNeedsAndNoOther(Order order) {
        if (order == Order.ROLES_AFTER_MIGRATION) {
            assertRights(database);
            return;
        }
        try (TestDatabase fresh = TestDatabase.create()) {
            runRolesFile(fresh);
            Login migrator = fresh.login("balance_owner");
            runRolesFile(fresh);
            new SchemaMigration(migrator.dataSource()).migrate();
            runRolesFile(fresh);
            assertRights(fresh);
        }
    }

    private static void assertRights(TestDatabase where) {
        Map<String, List<String>> rights = new TreeMap<>();
        RIGHTS.lines().forEach(line -> {
            String[] cells = line.split("\\|", -1);
            rights.put(
                    cells[0].strip(),
                    List.of(cells[1].strip(), cells[2].strip(), cells.length < 4 ? "" : cells[3].strip()));
        });
        List<String> roles = List.of("balance_recorder", "balance_reader", "balance_pruner");
        for (String role : roles) {
            assertThat(rights(role, where))
                    .as(role)
                    .containsExactlyInAnyOrderElementsOf(rights.entrySet().stream()
                            .map(e -> line(e.getKey(), e.getValue().get(roles.indexOf(role))))
                            .toList());
        }
        assertThat(where.rows("select distinct relowner::regrole::text as owner from pg_class"
                        + " where relnamespace in ('public'::regnamespace, 'batch'::regnamespace)"))
                .containsExactly("{\"owner\":\"balance_owner\"}");
    }

    private static List<String> rights(String role, TestDatabase where) {
        return where.sql()
                .query(
                        ACTUAL_RIGHTS,
                        (row, number) -> {
                            String rights = row.getString("rights");
                            String columns = row.getString("columns");
                            return line(
                                    row.getString("relation"),
                                    ((rights == null ? "" : rights) + ' ' + (columns == null ? "" : columns)).strip());
                        },
                        role,
                        role,
                        role,
                        role);
    }

    private static String line(String relation, String rights) {
        return relation + ": " + rights;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update balance set balance = 0",
                "update snapshot set slot = null",
                "update account set name = 'x'",
                "update account_name set account_id = 7",
                "update account_run set outcome = 'DONE'",
                "update account set exchange = 'x'",
                "update balance_response set body = null",
                "update flyway_schema_history set success = false",
                "insert into flyway_schema_history values (9)",
                "delete from account",
                "delete from account_name",
                "delete from account_run",
                "delete from balance_response",
                "delete from snapshot",
                "delete from balance",
                "insert into balance_chunk values (1, now(), now(), array[now()])",
                "delete from balance_series",
                "delete from batch.batch_job_execution",
                "truncate balance",
                "truncate batch.batch_step_execution",
                "alter table balance disable trigger all",
                "drop table balance",
                "drop trigger append_only on balance",
                "create table own (i int)",
                "create table batch.own (i int)",
                "create schema own",
                "create function own() returns int language sql as 'select 1'",
                "select setval('account_name_account_id_seq', 1)",
                "select setval('balance_response_response_id_seq', 1)",
                "select setval('batch.batch_job_instance_seq', 1)",
                "set session_replication_role = replica",
                "set role balance_owner"
            })
    void theRecorderHasNoOtherRight(String statement) {
        assertDenied(recorder, statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update balance_response set state = 'rejected', state_reason = 'x'",
                "update balance_response set body_sha256 = null",
                "insert into balance_response (account_id) values (1)",
                "update balance_chunk set times = null",
                "insert into balance values (1, now(), 'spot', 'BTC', 1, 1)",
                "update balance set balance = 1",
                "delete from balance_series",
                "delete from balance_chunk",
                "select seal from snapshot",
                "delete from snapshot",
                "delete from account",
                "select from account",
                "delete from account_name",
                "insert into account_run (job_execution_id) values (1)",
                "truncate account_run",
                "truncate batch.batch_step_execution",
                "alter table balance_response disable trigger all",
                "create table own (i int)",
                "set role balance_owner"
            })
    void thePrunerHasNoOtherRight(String statement) {
        assertDenied(pruner, statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select from balance",
                "select from snapshot",
                "select from account",
                "select from account_name",
                "select from account_run",
                "select body from balance_response",
                "select from packed_response",
                "select from archived_response",
                "select from batch.batch_job_execution",
                "select from flyway_schema_history",
                "create table own (i int)",
                "create temporary table own (i int)",
                "set role balance_recorder"
            })
    void theReaderHasNoOtherRightEvenInAWritableSession(String statement) {
        assertDenied(reader, "set default_transaction_read_only = off; set transaction read write; " + statement);
    }

    @ParameterizedTest
    @CsvSource({"select from balance_history", "select from public.latest_balance", "create temporary table own (i int)"
    })
    void aLoginWithoutARoleHasNoRight(String statement) {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> guest.sql().execute(statement));
    }

    @Test
    void aLoginWithoutARoleCanNotConnect() {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> stranger.sql().execute("select 1"))
                .withStackTraceContaining("permission denied for database");
        assertThatCode(() -> guest.sql().execute("select 1")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "balance_history",
                "latest_balance",
                "balance_as_of(now())",
                "balance_close('day', 'UTC', '-infinity', 'infinity')",
                "balance_change('-infinity', 'infinity')",
                "balance_total(now())",
                "balance_move('-infinity', 'infinity')",
                "balance_locked(now())",
                "balance_chart('2026-01-01Z', '2026-01-02Z', 720)",
                "snapshot_day('UTC', '-infinity', 'infinity')",
                "snapshot_seal",
                "recorded_account_run",
                "snapshot_gap",
                "snapshot_gap_between('-infinity', 'infinity')",
                "run_history",
                "account_status"
            })
    void theReaderReadsTheReports(String report) {
        assertThatCode(() -> reader.sql().queryForList("select * from " + report))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> guest.sql().queryForList("select * from " + report));
    }

    @Test
    void theReadersSessionsAreReadOnlyByDefault() {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> reader.sql().execute("create temporary table own (i int)"))
                .withMessageContaining("read-only");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recorder | statement_timeout | 5min",
                "recorder | lock_timeout | 10s",
                "recorder | idle_in_transaction_session_timeout | 5min",
                "recorder | search_path | public, pg_temp",
                "recorder | default_transaction_read_only | off",
                "pruner | statement_timeout | 5min",
                "pruner | lock_timeout | 10s",
                "pruner | search_path | public, pg_temp",
                "reader | statement_timeout | 5min",
                "reader | lock_timeout | 10s",
                "reader | idle_in_transaction_session_timeout | 5min",
                "reader | search_path | public, pg_temp",
                "reader | default_transaction_read_only | on",
                "owner | search_path | public, pg_temp",
                "owner | role | balance_owner",
                "owner | statement_timeout | 0",
                "owner | lock_timeout | 10s",
                "guest | statement_timeout | 0"
            })
    void aLoginStartsWithTheSettingsOfItsRole(String who, String setting, String value) {
        Login login = Map.of("recorder", recorder, "reader", reader, "pruner", pruner, "owner", owner, "guest", guest)
                .get(who);

        assertThat(login.sql().queryForObject("show " + setting, String.class)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"balance_recorder, true", "balance_pruner, true", "balance_reader, false"})
    void aRoleUsesOnlyTheSchemasOfItsWorkAndCreatesNothingThere(String role, boolean batch) {
        String rights = "select has_schema_privilege('%1$s', '%2$s', 'usage') || ' '"
                + " || has_schema_privilege('%1$s', '%2$s', 'create')";

        assertThat(database.value(rights.formatted(role, "public"), String.class))
                .isEqualTo("true false");
        assertThat(database.value(rights.formatted(role, "batch"), String.class))
                .isEqualTo(batch + " false");
    }

    @Test
    void theFileRevokesRightsThatWereGrantedByHand() {
        try (TestDatabase other = TestDatabase.migrated()) {
            runRolesFile(other);
            Login anybody = other.login();
            other.sql()
                    .execute("grant create on schema public to balance_reader;"
                            + " grant usage on schema batch to balance_reader;"
                            + " grant delete on batch.batch_job_execution to balance_recorder;"
                            + " grant execute on all functions in schema public to public");

            runRolesFile(other);

            for (String right : List.of(
                    "has_schema_privilege('balance_reader', 'public', 'create')",
                    "has_schema_privilege('balance_reader', 'batch', 'usage')",
                    "has_table_privilege('balance_recorder', 'batch.batch_job_execution', 'delete')",
                    "has_function_privilege('" + anybody.user() + "', 'balance_as_of(timestamptz)', 'execute')")) {
                assertThat(other.value("select " + right, Boolean.class))
                        .as(right)
                        .isFalse();
            }
        }
    }

    @Test
    void objectsThatTheOwnerAddsLaterFollowTheSameRules() {
        try (TestDatabase later = TestDatabase.migrated()) {
            runRolesFile(later);
            Login migrator = later.login("balance_owner");
            runRolesFile(later);
            migrator.sql().execute("create table added (i int)");
            migrator.sql().execute("create view added_view as select count(*) from balance");
            migrator.sql().execute("create function added() returns int language sql as 'select 1'");
            migrator.sql().execute("create table batch.added (i int)");

            assertThat(privileges(later, "added", "balance_recorder")).isEqualTo("SELECT INSERT");
            assertThat(privileges(later, "batch.added", "balance_recorder")).isEqualTo("SELECT INSERT UPDATE");
            assertThat(privileges(later, "added", "balance_reader")).isNull();
            assertThat(mayExecute(later, "balance_reader")).isTrue();
            assertThat(mayExecute(later, later.login().user())).isFalse();

            runRolesFile(later);
            assertThat(privileges(later, "added_view", "balance_reader")).isEqualTo("SELECT");
            assertThat(privileges(later, "added_view", "balance_recorder")).isEqualTo("SELECT");
        }
    }

    private static String privileges(TestDatabase where, String relation, String role) {
        return where.sql()
                .queryForObject(
                        "select string_agg(verb, ' ' order by place) from unnest(array['SELECT', 'INSERT', 'UPDATE',"
                                + " 'DELETE']) with ordinality as v (verb, place) where has_table_privilege(?, ?, verb)",
                        String.class,
                        role,
                        relation);
    }

    private static Boolean mayExecute(TestDatabase where, String role) {
        return where.sql()
                .queryForObject("select has_function_privilege(?, 'added()', 'execute')", Boolean.class, role);
    }

    @Test
    void theTablesMayBeInASchemaOfTheirOwn() {
        try (TestDatabase apart = TestDatabase.create()) {
            apart.sql().execute("create schema history");
            runRolesFile(apart, "set search_path = history;");
            Login migrator = apart.login("balance_owner");
            Login analyst = apart.login("balance_reader");
            runRolesFile(apart, "set search_path = history;");
            new SchemaMigration(migrator.dataSource()).migrate();
            runRolesFile(apart, "set search_path = history;");

            assertThat(analyst.sql().queryForList("select * from latest_balance"))
                    .isEmpty();
            assertThat(analyst.sql().queryForObject("select to_regclass('history.balance')::text", String.class))
                    .isEqualTo("balance");
            assertThat(apart.value(
                            "select has_schema_privilege('" + analyst.user() + "', 'public', 'usage')", Boolean.class))
                    .isFalse();
        }
    }

    @Test
    void aSecondRunOfTheFileChangesNothing() {
        String rights = "select relname, relacl, relowner from pg_class where relnamespace in"
                + " ('public'::regnamespace, 'batch'::regnamespace) order by oid";
        List<String> before = database.rows(rights);

        runRolesFile(database);

        assertThat(database.rows(rights)).isEqualTo(before);
    }

    @Test
    void theRecordersRightsSufficeForEveryTable() {
        HistoryWriter history = new HistoryWriter(recorder.sql());
        history.account("by-sql", "1 hour", NOON.toString());
        recorder.sql().execute("select from account_name where name = 'by-sql' for no key update");
        recorder.sql().execute("update account set expected_interval = '1 day' where name = 'by-sql'");
        for (int i = 0; i < 12; i++) {
            long run =
                    history.run("2026-01-01T12:00:00Z", "2026-01-01T12:00:01Z", "COMPLETED", "COMPLETED", "", "other");
            history.step(run, "writeSnapshots", "COMPLETED", "COMPLETED", "");
            history.accountRun(run, "by-sql", "DONE", 0, null);
            history.snapshot("by-sql", NOON.plusSeconds(i), run, "BTC 1 1", "trading BTC 2 2");
        }
        history.unrecorded("by-sql", NOON.toString(), "received", 1000, null, 1);
        recorder.sql()
                .execute("update balance_response set state = 'failed', state_reason = 'no' where state = 'received'");

        assertThat(reader.sql().queryForList("select * from balance_total(now())"))
                .isNotEmpty();
    }

    @Test
    void theFileStopsBeforeItTakesTheRightsOfAnotherProgram() {
        try (TestDatabase shared = TestDatabase.create()) {
            shared.sql().execute("create schema theirs; create table theirs.orders (i int)");
            Login other = shared.login();
            shared.sql().execute("grant usage on schema theirs to " + other.user());

            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> runRolesFile(shared))
                    .withMessageContaining("has tables of another program, such as theirs.orders");
            shared.sql().execute("rollback");
            assertThat(other.sql().queryForObject("select 1", Integer.class)).isOne();

            runRolesFile(shared, "set balance_history.shared = on; ");
            assertDenied(other, "select 1");
        }
    }

    @Test
    void theFileAcceptsAnExtensionAndViewsOfTheOperator() {
        try (TestDatabase own = TestDatabase.migrated()) {
            own.sql().execute("create extension pg_buffercache; create view mine as select * from latest_balance");

            runRolesFile(own);
            own.sql().execute("create schema later; create table later.report (i int)");
            runRolesFile(own);
        }
    }

    @Test
    void aRecorderCanNotMigrate() {
        try (TestDatabase fresh = TestDatabase.create()) {
            runRolesFile(fresh);
            Login migrator = fresh.login("balance_owner");
            Login ordinary = fresh.login("balance_recorder");
            runRolesFile(fresh);

            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> new SchemaMigration(ordinary.dataSource()).migrate())
                    .matches(problem -> problem.outcome() == Outcome.CREDENTIALS)
                    .withMessageContaining("db/roles.sql");
            assertThatCode(() -> wire(Map.of(
                            "spring.datasource.url", fresh.url(),
                            "spring.datasource.username", ordinary.user(),
                            "spring.datasource.password", ordinary.password(),
                            "spring.flyway.user", migrator.user(),
                            "spring.flyway.password", migrator.password())))
                    .doesNotThrowAnyException();
            assertThat(fresh.value("select tableowner from pg_tables where tablename = 'snapshot'", String.class))
                    .isEqualTo("balance_owner");
        }
    }

    private static void wire(Map<String, Object> properties) {
        try (GenericApplicationContext context = Beans.with(properties)) {
            context.getBean(Archive.class);
        }
    }

    private static void assertDenied(Login login, String statement) {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> login.sql().execute(statement))
                .satisfies(e -> assertThat(DatabaseProblem.of(e).outcome()).isEqualTo(Outcome.CREDENTIALS));
    }
}
