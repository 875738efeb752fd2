package dev.balancehistory.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.database.SchemaMigration.Migrated;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** Migrations bring a database to the schema of this program, and reject other databases. */
@Tag("D9")
class SchemaMigrationTest {
    private static final List<String> MIGRATIONS = migrations();
    private static final int OBJECTS =
            (int) MIGRATIONS.stream().filter(key -> key.startsWith("R ")).count();
    private static final String NEWEST = String.valueOf(MIGRATIONS.size() - OBJECTS);

    /** Returns the migrations that this program brings. */
    private static List<String> migrations() {
        try {
            return List.copyOf(
                    PropertiesLoaderUtils.loadProperties(new ClassPathResource("db/current-schema.properties"))
                            .stringPropertyNames());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestDatabase database;

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void theFirstMigrationAppliesAllAndTheNextNothing() {
        database = TestDatabase.create();

        assertThat(migration().migrate()).isEqualTo(new Migrated(MIGRATIONS.size(), NEWEST, null));
        List<String> first = schema();
        assertThat(migration().migrate()).isEqualTo(new Migrated(0, NEWEST, null));

        assertThat(schema()).isEqualTo(first);
    }

    @Test
    void oneOfTwoConcurrentMigrationsAppliesAllAndBothSucceed() throws Exception {
        database = TestDatabase.create();
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<Migrated> migrate = () -> {
            SchemaMigration migration = migration();
            start.await();
            return migration.migrate();
        };

        ExecutorService workers = Executors.newFixedThreadPool(2);
        List<Future<Migrated>> both = List.of(workers.submit(migrate), workers.submit(migrate));
        workers.shutdown();

        assertThat(both.get(0).get().applied() + both.get(1).get().applied()).isEqualTo(MIGRATIONS.size());
        assertThat(both.get(0).get().version())
                .isEqualTo(both.get(1).get().version())
                .isEqualTo(NEWEST);
        migration().check();
    }

    @Test
    void anEmptyDatabaseFailsTheCheck() {
        database = TestDatabase.create();

        assertRejected(
                () -> migration().check(),
                "lacks version 1 (batch metadata), version 2 (tables), version 3 (packed history), the current form of "
                        + OBJECTS + " views and functions: run");
        assertRejected(() -> migration().check(), "run 'balance-history migrate'");
        assertThat(database.count("select from pg_class where relnamespace = 'public'::regnamespace"))
                .isZero();
    }

    @Test
    void aMissingMigrationFailsTheCheck() {
        database = TestDatabase.migrated();
        database.sql().execute("delete from flyway_schema_history where version = '2'");

        assertRejected(() -> migration().check(), "lacks version 2 (tables): run");
    }

    @Test
    void aNewerSchemaIsRejectedAndUnchanged() {
        database = TestDatabase.migrated();
        database.sql().execute("""
                insert into flyway_schema_history
                select 100, '99', 'from the future', type, 'V99__from_the_future.sql', 1, installed_by, now(), 1, true
                  from flyway_schema_history where version = '2'""");

        assertRejected(() -> migration().check(), "has version 99, this program knows " + NEWEST);
        assertRejected(() -> migration().migrate(), "has version 99, this program knows " + NEWEST);
    }

    @Test
    void anUnknownMigrationIsRejected() {
        database = TestDatabase.migrated();
        database.sql().execute("""
                insert into flyway_schema_history
                select 100, '1.5', 'by hand', type, 'V1_5__by_hand.sql', 1, installed_by, now(), 1, true
                  from flyway_schema_history where version = '2'""");

        assertRejected(() -> migration().check(), "version 1.5 (by hand)");
    }

    @Test
    void aMigrationWithAnotherTextIsRejected() {
        database = TestDatabase.migrated();
        database.sql().execute("update flyway_schema_history set checksum = checksum + 1 where version = '2'");

        assertRejected(() -> migration().check(), "has version 2 (tables) in another form");
        assertRejected(() -> migration().migrate(), "has version 2 (tables) in another form");
    }

    @Test
    void aViewOfAnotherFormFailsTheCheck() {
        database = TestDatabase.migrated();
        changed("30 latest balance");
        changed("33 balance close");

        assertRejected(
                () -> migration().check(),
                "lacks the current form of latest_balance, the current form of balance_close: run 'balance-history"
                        + " migrate' as the tables' owner");
    }

    @Test
    void replacedViewsAreAppliedAgainAndCounted() {
        database = TestDatabase.migrated();
        database.sql()
                .execute("create or replace function first_line(message text) returns text language sql as 'select 1'");
        changed("01 first line");
        changed("33 balance close");

        assertThat(migration().migrate()).isEqualTo(new Migrated(2, NEWEST, null));

        assertThat(database.value("select first_line('a' || chr(10) || 'b')", String.class))
                .isEqualTo("a");
        assertThat(CurrentSchema.isIn(database.sql())).isTrue();
        assertThat(migration().migrate()).isEqualTo(new Migrated(0, NEWEST, null));
        migration().check();
    }

    /** The object has been applied from another text, an older one as far as is known. */
    private void changed(String object) {
        assertThat(database.sql()
                        .update(
                                "update flyway_schema_history set checksum = checksum + 1 where description = ?",
                                object))
                .isOne();
    }

    @Test
    void aNewerViewIsUnchanged() {
        database = TestDatabase.migrated();
        database.sql().execute("""
                insert into flyway_schema_history
                select 100, version, description, type, script, checksum + 1, installed_by, now(), 1, true
                  from flyway_schema_history where description = '33 balance close'""");

        assertRejected(
                () -> migration().check(),
                "the database's schema has a newer form of balance_close: use the program that migrated it");
        assertRejected(() -> migration().migrate(), "a newer form of balance_close");
    }

    @Test
    void anUnknownViewIsRejected() {
        database = TestDatabase.migrated();
        database.sql().execute("""
                insert into flyway_schema_history
                select 100, version, '39 balance forecast', type, 'R__39_balance_forecast.sql', 1, installed_by, now(), 1, true
                  from flyway_schema_history where description = '33 balance close'""");

        assertRejected(() -> migration().check(), "has balance_forecast in another form");
        assertRejected(() -> migration().migrate(), "has balance_forecast in another form");
    }

    @Test
    void tablesOfAnotherProgramAreUnchanged() {
        database = TestDatabase.create();
        database.sql().execute("create table their_own (i int)");

        assertRejected(() -> migration().migrate(), "contains objects of another program");

        assertThat(database.rows("select tablename from pg_tables where schemaname in ('public', 'batch')"))
                .containsExactly("{\"tablename\":\"their_own\"}");
    }

    @Test
    void theTablesCanHaveASchemaOfTheirOwn() {
        database = TestDatabase.create();
        database.sql().execute("create table their_own (i int)");
        Database.Settings settings =
                new Database.Settings(database.url() + "?currentSchema=history", database.user(), database.password());

        new SchemaMigration(Database.forMigrations(settings)).migrate();

        assertThat(database.count("select from pg_tables where schemaname = 'history' and tablename = 'snapshot'"))
                .isOne();
    }

    @Test
    void aFailedMigrationIsRolledBackAndAppliedAgain() {
        database = TestDatabase.create();
        database.sql().execute("create schema elsewhere");
        database.sql()
                .execute("create function elsewhere.reject() returns event_trigger language plpgsql as"
                        + " $$ begin raise exception 'no space left' using errcode = '53100'; end $$");
        database.sql()
                .execute("create event trigger broken on ddl_command_start when tag in ('CREATE TRIGGER')"
                        + " execute function elsewhere.reject()");

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> migration().migrate())
                .withMessageContaining("no space left")
                .matches(problem -> problem.outcome() == Outcome.UNREACHABLE);
        assertThat(database.count("select from pg_tables where tablename = 'snapshot'"))
                .isZero();

        database.sql().execute("drop event trigger broken");
        assertThat(migration().migrate()).isEqualTo(new Migrated(MIGRATIONS.size() - 1, NEWEST, null));
    }

    private SchemaMigration migration() {
        return new SchemaMigration(database.dataSource());
    }

    private List<String> schema() {
        return database.rows("select oid, relname, xmin from pg_class where relnamespace > 16383 order by 1");
    }

    private static void assertRejected(ThrowingCallable action, String words) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(action)
                .withMessageContaining(words)
                .matches(problem -> problem.outcome() == Outcome.CONFIGURATION, "is a matter of configuration")
                .matches(problem -> !problem.getMessage().contains("\n"), "is one line");
    }
}
