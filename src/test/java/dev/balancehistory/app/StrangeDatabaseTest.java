package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.postgres.TestDatabase.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A database in an unexpected state is used as far as possible, or rejected in one line before anything is written. */
@Tag("D9")
class StrangeDatabaseTest {
    private static final String OBJECTS = """
            select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname !~ '^(pg_|information_schema)' order by 1, 2
            """;

    private Workbench bench;

    @AfterEach
    void close() {
        bench.close();
    }

    private void open(TestDatabase database) {
        bench = new Workbench(Settings.strict(), database).account("main", Holdings.seed());
    }

    private String sql(String statements) {
        bench.database.sql().execute(statements);
        return statements;
    }

    /** Each command ends with the code and the line, and creates nothing. A run stores its response in the spool. */
    private void assertRejected(int code, String line, String... commands) {
        List<String> before = bench.database.rows(OBJECTS);
        for (String command : commands) {
            Workbench.Ended ended = bench.run(command.split(" "));

            assertThat(ended.code()).as(command + ": " + ended.err()).isEqualTo(code);
            boolean fetches = command.startsWith("record");
            assertThat(ended.err()).contains(line).hasLineCount(fetches ? 2 : 1);
            assertThat(ended.err().contains("the response is stored in ")).isEqualTo(fetches);
        }
        assertThat(bench.database.rows(OBJECTS)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter database %s set search_path = \"$user\", other",
                "alter role postgres in database %s set search_path = other"
            })
    void theTablesInAnotherSchemaAreFoundAndNamed(String change) {
        open(TestDatabase.migrated());
        sql("create schema other");
        sql(change.formatted(bench.database.name()));

        assertRejected(
                78,
                "the tables are in schema public, and the connection uses schema other: add currentSchema=public to"
                        + " spring.datasource.url",
                "migrate",
                "record",
                "record --spring.flyway.enabled=false",
                "export latest",
                "status");

        bench.option("--spring.datasource.url=" + bench.database.url() + "?currentSchema=public");
        assertThat(bench.run("record").code()).isZero();
    }

    @Test
    void aSchemaThatIsNamedLikeTheLoginGetsNoMigrations() {
        open(TestDatabase.migrated());
        sql("create schema postgres");

        assertRejected(78, "the connection uses schema postgres: add currentSchema=public", "migrate");

        assertThat(bench.run("record").code()).isZero();
    }

    @Test
    void anEmptyListOfMigrationsElsewhereHidesNoHistory() {
        open(TestDatabase.migrated());
        sql("create schema other; create table other.flyway_schema_history (like flyway_schema_history including all)");
        sql("alter database " + bench.database.name() + " set search_path = other");

        assertRejected(
                78, "the tables are in schema public, and the connection uses schema other", "migrate", "record");
    }

    @Test
    void theMigratorWithAnotherSearchPathIsRejected() {
        open(TestDatabase.migrated());
        Login migrator = bench.database.login();
        sql("alter role " + migrator.user() + " superuser; create schema " + migrator.user());
        sql("update flyway_schema_history set checksum = checksum + 1 where description = '33 balance close'");
        bench.option("--spring.flyway.user=" + migrator.user())
                .option("--spring.flyway.password=" + migrator.password());

        assertRejected(78, "the connection uses schema " + migrator.user(), "migrate", "record");
    }

    @Test
    void aLoginWithoutTheRightToTheSchemaIsReported() {
        open(TestDatabase.migrated());
        Login stranger = bench.database.login();
        sql("revoke all on schema public from public");
        bench.option("--spring.datasource.username=" + stranger.user())
                .option("--spring.datasource.password=" + stranger.password());

        assertRejected(77, "the database user may not use the schema public", "record", "migrate");
    }

    @Test
    void onlyMigrateCreatesASchemaAndReportsIt() {
        open(TestDatabase.create());
        bench.option("--spring.datasource.url=" + bench.database.url() + "?currentSchema=history");

        assertRejected(
                78,
                "no schema of the search path (history) exists: correct currentSchema in spring.datasource.url, or run"
                        + " 'balance-history migrate', which creates it",
                "record",
                "export latest",
                "status");

        assertThat(bench.run("migrate").out()).startsWith("Created the schema history.\nApplied ");
        assertThat(bench.run("record").code()).isZero();
    }

    @Test
    void aMistypedSchemaBesideTheHistoryIsRejected() {
        open(TestDatabase.migrated());
        bench.option("--spring.datasource.url=" + bench.database.url() + "?currentSchema=pubilc");

        assertRejected(
                78,
                "the tables are in schema public, and the connection uses none (search_path pubilc)",
                "migrate",
                "record");
    }

    @Test
    void schemaBatchOfAnotherProgramIsUnchanged() {
        open(TestDatabase.create());
        sql("create schema batch; create table batch.batch_job_instance (job_instance_id bigint primary key)");

        assertRejected(
                78,
                "schema batch has the tables of another program that uses Spring Batch: use a separate database",
                "migrate",
                "record");
    }

    @ParameterizedTest
    @ValueSource(strings = {"public", "batch"})
    void aUserWithoutTheRightToCreateTablesIsReported(String schema) {
        open(TestDatabase.create());
        Login login = bench.database.login();
        sql("grant create on schema public to " + login.user());
        sql(schema.equals("batch") ? "create schema batch" : "revoke create on schema public from " + login.user());
        bench.option("--spring.datasource.username=" + login.user())
                .option("--spring.datasource.password=" + login.password());

        assertRejected(77, "the database user may not create tables", "migrate", "record");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII", "EUC_KR"})
    void anotherEncodingIsRejected(String encoding) {
        open(TestDatabase.encoded(encoding));

        assertRejected(
                78,
                "the database has the encoding " + encoding + ", which can't store every text: create one"
                        + " with createdb --encoding=UTF8",
                "migrate",
                "record");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "balance_recorder"})
    @Tag("D11")
    void aRunAdvancesTheSequencesBehindTheirTables(String role) throws IOException {
        openWithHistory(role);
        sql("""
                select setval('batch.batch_job_instance_seq', 1, false), setval('batch.batch_job_execution_seq', 1, false),
                       setval('batch.batch_step_execution_seq', 1, false), setval('account_name_account_id_seq', 1, false),
                       setval('balance_response_response_id_seq', 1, false)
                """);
        bench.account("other", Holdings.seed());

        Workbench.Ended run = bench.run("record");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(bench.database.count("select from snapshot")).isEqualTo(5);
        assertThat(bench.database.count("select from balance_response group by response_id having count(*) > 1"))
                .isZero();
        assertThat(bench.run("verify").code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "batch.batch_job_instance_seq",
        "batch.batch_job_execution_seq",
        "batch.batch_step_execution_seq",
        "balance_response_response_id_seq",
        "account_name_account_id_seq"
    })
    @Tag("D11")
    void migrateAdvancesASequenceBehindItsTableAndReportsIt(String sequence) throws IOException {
        openWithHistory("");
        sql("select setval('" + sequence + "', 1, false)");

        assertThat(bench.run("migrate").out())
                .contains("Advanced the sequence " + (sequence.contains(".") ? "" : "public.") + sequence + " to ");
        assertThat(bench.run("migrate").out()).doesNotContain("Advanced");
        assertThat(bench.run("record").err()).isEmpty();
    }

    private void openWithHistory(String role) throws IOException {
        open(TestDatabase.migrated());
        for (int i = 0; i < 3; i++) {
            assertThat(bench.run("record").code()).isZero();
        }
        if (!role.isEmpty()) {
            sql(Files.readString(Path.of("db/roles.sql")));
            Login login = bench.database.login(role);
            bench.option("--spring.datasource.username=" + login.user())
                    .option("--spring.datasource.password=" + login.password())
                    .option("--spring.flyway.enabled=false");
        }
    }
}
