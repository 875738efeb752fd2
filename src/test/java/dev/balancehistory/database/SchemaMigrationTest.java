package dev.balancehistory.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.database.SchemaMigration.Migrated;
import dev.balancehistory.postgres.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
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
import org.springframework.jdbc.core.JdbcTemplate;

/** How a database comes to the schema that this program needs, and which databases are refused. */
@Tag("D9")
class SchemaMigrationTest {
    private static final List<String> MIGRATIONS = migrations();
    private static final String NEWEST = MIGRATIONS.get(MIGRATIONS.size() - 1);

    /** Returns the versions that this program brings, in order. */
    private static List<String> migrations() {
        try {
            return PropertiesLoaderUtils.loadProperties(new ClassPathResource("db/current-schema.properties"))
                    .stringPropertyNames()
                    .stream()
                    .sorted(Comparator.comparingInt(Integer::parseInt))
                    .toList();
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

        assertThat(migration().migrate()).isEqualTo(new Migrated(MIGRATIONS.size(), NEWEST));
        List<String> first = schema();
        assertThat(migration().migrate()).isEqualTo(new Migrated(0, NEWEST));

        assertThat(schema()).isEqualTo(first);
    }

    @Test
    void ofTwoAtOnceOneAppliesAndBothSucceed() throws Exception {
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
    void anEmptyDatabaseIsNotEnoughForARunThatMayNotMigrate() {
        database = TestDatabase.create();

        assertRefused(() -> migration().check(), "lacks version 1 (batch metadata), version 2 (balance history)");
        assertRefused(() -> migration().check(), "run 'balance-history migrate'");
        assertThat(database.count("select from pg_class where relnamespace = 'public'::regnamespace"))
                .isZero();
    }

    @Test
    void oneMigrationLessIsNotEnoughEither() {
        database = TestDatabase.migrated();
        database.sql().execute("delete from flyway_schema_history where version = '2'");

        assertRefused(() -> migration().check(), "lacks version 2 (balance history)");
    }

    @Test
    void aNewerSchemaIsRefusedAndLeftAlone() {
        database = TestDatabase.migrated();
        database.sql().execute("""
                insert into flyway_schema_history
                select 100, '99', 'from the future', type, 'V99__from_the_future.sql', 1, installed_by, now(), 1, true
                  from flyway_schema_history where version = '2'""");

        assertRefused(() -> migration().check(), "has version 99, this program knows " + NEWEST);
        assertRefused(() -> migration().migrate(), "has version 99, this program knows " + NEWEST);
    }

    @Test
    void aMigrationThatThisProgramNeverHadIsRefused() {
        database = TestDatabase.migrated();
        database.sql().execute("""
                insert into flyway_schema_history
                select 100, '1.5', 'by hand', type, 'V1_5__by_hand.sql', 1, installed_by, now(), 1, true
                  from flyway_schema_history where version = '2'""");

        assertRefused(() -> migration().check(), "version 1.5 (by hand)");
    }

    @Test
    void aMigrationWithAnotherTextIsRefused() {
        database = TestDatabase.migrated();
        database.sql().execute("update flyway_schema_history set checksum = checksum + 1 where version = '2'");

        assertRefused(() -> migration().check(), "has version 2 (balance history) in another form");
        assertRefused(() -> migration().migrate(), "has version 2 (balance history) in another form");
    }

    @Test
    void tablesOfSomebodyElseAreNotTouched() {
        database = TestDatabase.create();
        database.sql().execute("create table their_own (i int)");

        assertRefused(() -> migration().migrate(), "holds something else");

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
    void aMigrationThatBreaksOffLeavesNothingOfItselfAndIsTakenUpAgain() {
        database = TestDatabase.create();
        database.sql().execute("create schema elsewhere");
        database.sql()
                .execute("create function elsewhere.refuse() returns event_trigger language plpgsql as"
                        + " $$ begin raise exception 'no space left' using errcode = '53100'; end $$");
        database.sql()
                .execute("create event trigger broken on ddl_command_start when tag in ('CREATE VIEW')"
                        + " execute function elsewhere.refuse()");

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> migration().migrate())
                .withMessageContaining("no space left")
                .matches(problem -> problem.outcome() == Outcome.UNREACHABLE);
        assertThat(database.count("select from pg_tables where tablename = 'snapshot'"))
                .isZero();

        database.sql().execute("drop event trigger broken");
        assertThat(migration().migrate()).isEqualTo(new Migrated(MIGRATIONS.size() - 1, NEWEST));
    }

    @Test
    void aMigrationHasNoTimeLimitButDoesNotWaitLongForALock() {
        database = TestDatabase.create();
        Database.Settings settings = new Database.Settings(database.url(), database.user(), database.password());

        assertThat(new JdbcTemplate(Database.forMigrations(settings))
                        .queryForList(
                                "select name || '=' || setting from pg_settings where name in ('statement_timeout',"
                                        + " 'lock_timeout', 'idle_in_transaction_session_timeout') order by name",
                                String.class))
                .containsExactly("idle_in_transaction_session_timeout=0", "lock_timeout=5000", "statement_timeout=0");
    }

    private SchemaMigration migration() {
        return new SchemaMigration(database.dataSource());
    }

    private List<String> schema() {
        return database.rows("select oid, relname, xmin from pg_class where relnamespace > 16383 order by 1");
    }

    private static void assertRefused(ThrowingCallable action, String words) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(action)
                .withMessageContaining(words)
                .matches(problem -> problem.outcome() == Outcome.CONFIGURATION, "is a matter of configuration")
                .matches(problem -> !problem.getMessage().contains("\n"), "is one line");
    }
}
