package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.postgres.TestDatabase.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code doctor} fails with the code of the next {@code record}, and only then, whatever is broken. */
class DoctorTruthTest {
    /** A failure states what to do: behind an arrow, or at the end of the message that every command prints. */
    private static final Pattern ADVICE = Pattern.compile(
            " → |(: |, or |; )(add|check|correct|create|give|name|remove|restore|run|see|set|use|wait|write) | must (be|begin) ");

    @TempDir
    private Path folder;

    /**
     * A fault of the installation.
     *
     * @param code the exit code of the next record
     */
    private record Fault(String name, int code, Supplier<TestDatabase> database, Consumer<Workbench> breaking) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Fault fault(String name, int code, Consumer<Workbench> breaking) {
        return new Fault(name, code, TestDatabase::migrated, breaking);
    }

    private static Fault option(int code, String option) {
        return fault(option, code, bench -> bench.option(option));
    }

    private static Fault sql(int code, String statement) {
        return fault(statement, code, bench -> sql(bench, statement.replace("DATABASE", bench.database.name())));
    }

    private static Fault empty(String name, int code, Consumer<Workbench> breaking) {
        return new Fault(name + ", empty database", code, TestDatabase::create, breaking);
    }

    private static void sql(Workbench bench, String statement) {
        bench.database.sql().execute(statement);
    }

    private static Login login(Workbench bench, String... roles) {
        Login login = bench.database.login(roles);
        bench.option("--spring.datasource.username=" + login.user())
                .option("--spring.datasource.password=" + login.password());
        return login;
    }

    /** As an installation after db/roles.sql. */
    private static Login recorder(Workbench bench) {
        try {
            sql(bench, Files.readString(Path.of("db/roles.sql")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bench.option("--spring.flyway.enabled=false");
        return login(bench, "balance_recorder");
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Fault> database() {
        return Stream.of(
                fault("nothing", 0, bench -> {}),
                fault("nothing, as a recorder", 0, DoctorTruthTest::recorder),
                empty("nothing", 0, bench -> {}),
                empty("no migration allowed", 78, bench -> bench.option("--spring.flyway.enabled=false")),
                empty("no right to create tables", 77, DoctorTruthTest::login),
                empty("wrong password of the owner", 77, bench -> {
                    Login owner = bench.database.login();
                    bench.option("--spring.flyway.user=" + owner.user()).option("--spring.flyway.password=CANARY");
                }),
                empty(
                        "schema batch taken",
                        78,
                        bench -> sql(bench, "create schema batch; create table batch.batch_job_instance (i int)")),
                empty("tables of another program", 78, bench -> sql(bench, "create table their_own (i int)")),
                empty(
                        "no such schema",
                        78,
                        bench -> bench.option(
                                "--spring.datasource.url=" + bench.database.url() + "?currentSchema=history")),
                new Fault("LATIN1, empty database", 78, () -> TestDatabase.encoded("LATIN1"), bench -> {}),
                new Fault("LATIN1", 78, () -> TestDatabase.encoded("LATIN1"), DoctorTruthTest::migratedAnyway),
                sql(78, "create schema other; alter database DATABASE set search_path = other"),
                sql(0, "alter table balance disable trigger append_only"),
                sql(0, "drop trigger keep_facts on balance_response"),
                sql(0, "alter table balance enable row level security"),
                locked("account_name"),
                locked("account"),
                locked("account_run"),
                locked("balance_response"),
                locked("snapshot"),
                locked("balance"),
                sql(0, "create schema postgres"),
                sql(0, "select setval('batch.batch_job_instance_seq', 1), setval('batch.batch_step_execution_seq', 1)"),
                sql(69, "alter database DATABASE set default_transaction_read_only = on"),
                sql(0, "alter database DATABASE set synchronous_commit = off"),
                sql(
                        78,
                        "insert into account_name (name) values ('main');"
                                + " insert into account (account_id, name, exchange) select account_id, name, 'upbit'"
                                + " from account_name"),
                sql(78, "drop table account_run cascade"),
                sql(78, "truncate flyway_schema_history"),
                sql(78, "update flyway_schema_history set checksum = 1 where version = '2'"),
                sql(0, "update flyway_schema_history set checksum = 1 where description = '33 balance close'"),
                sql(78, "update flyway_schema_history set version = '99' where version = '2'"),
                fault("one connection", 69, bench -> limit(bench, 1)),
                fault("two connections", 0, bench -> limit(bench, 2)),
                fault("three connections", 0, bench -> limit(bench, 3)),
                fault("wrong password", 77, bench -> {
                    login(bench);
                    bench.option("--spring.datasource.password=CANARY");
                }),
                fault("a stranger", 77, DoctorTruthTest::login),
                fault(
                        "unknown database",
                        78,
                        bench -> bench.option("--spring.datasource.url=" + bench.database.url() + "_not")),
                fault(
                        "unknown server setting",
                        78,
                        bench -> bench.option(
                                "--spring.datasource.url=" + bench.database.url() + "?options=-c%20no_such=1")),
                fault(
                        "unknown parameter",
                        78,
                        bench -> bench.option("--spring.datasource.url=" + bench.database.url() + "?sslMode=disable")),
                fault(
                        "closed port",
                        69,
                        bench -> bench.option(
                                "--spring.datasource.url=jdbc:postgresql://localhost:" + freePort() + "/x")),
                option(69, "--spring.datasource.url=jdbc:postgresql://nowhere.invalid/x"),
                option(78, "--spring.datasource.url=postgresql://localhost/x"),
                option(78, "--spring.datasource.url="),
                option(78, "--spring.datasource.urrl=x"),
                option(78, "--spring.datasource.hikari.maximum-pool-size=1"),
                option(78, "--spring.flyway.enabled=maybe"),
                option(78, "--spring.flyway.password=CANARY"));
    }

    /** As a hosted database that enables it for each table, without a policy. */
    private static Fault locked(String table) {
        return fault("row-level security of " + table, 77, bench -> {
            recorder(bench);
            sql(bench, "alter table " + table + " enable row level security");
        });
    }

    /** As by a version that did not check the encoding. */
    private static void migratedAnyway(Workbench bench) {
        org.flywaydb.core.Flyway.configure()
                .locations("classpath:db/migration")
                .dataSource(bench.database.dataSource())
                .load()
                .migrate();
    }

    private static void limit(Workbench bench, int connections) {
        sql(bench, "alter role " + recorder(bench).user() + " connection limit " + connections);
    }

    static Stream<Fault> settings() {
        return Stream.of(
                option(78, "--recorder.accounts.main.api-secret="),
                option(77, "--recorder.accounts.main.api-secret=CANARY"),
                option(77, "--recorder.accounts.main.api-key=CANARY"),
                option(78, "--recorder.accounts.main.passphrase=CANARY"),
                option(78, "--recorder.accounts.main.exchange=mtgox"),
                option(78, "--recorder.accounts.main.exchange=kraken"),
                option(78, "--recorder.accounts.main.interval=5"),
                option(78, "--recorder.accounts.main.base-url=http://example.com"),
                option(69, "--recorder.accounts.main.base-url=https://nowhere.invalid"),
                option(78, "--recorder.accounts.x.api-key=CANARY"),
                option(78, "--recorder.accounts.ma-in.interval=5m"),
                option(78, "--recorder.deadline=soon"),
                option(78, "--recorder.deadlin=5s"),
                option(78, "--recorder.concurrency=0"),
                option(78, "--recorder.spool-dir="),
                option(0, "--recorder.metrics.file=/nowhere/x.prom"),
                option(0, "--recorder.metrics.pushgateway=not an address"),
                option(0, "--recorder.metrics.pushgateway=http://127.0.0.1:1"),
                option(78, "--spring.config.import=configtree:/nowhere/"),
                fault(
                        "no account",
                        78,
                        bench -> bench.without("recorder.accounts.main.api-key")
                                .without("recorder.accounts.main.api-secret")
                                .without("recorder.accounts.main.base-url")),
                fault(
                        "an exchange on a closed port",
                        69,
                        bench -> bench.option("--recorder.accounts.main.base-url=http://localhost:" + freePort())),
                fault(
                        "an exchange without TLS",
                        69,
                        bench -> bench.option("--recorder.accounts.main.base-url="
                                + bench.exchange.baseUrl().toString().replace("http://", "https://"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("database")
    @Tag("D9")
    @Tag("D10")
    void itFailsWithTheCodeOfTheNextRunForADatabase(Fault fault) {
        assertTruth(fault);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    @Tag("S1")
    void itFailsWithTheCodeOfTheNextRunForASetting(Fault fault) {
        assertTruth(fault);
    }

    @ParameterizedTest
    @ValueSource(ints = {4003, 5000, 6003})
    void itFailsWithTheCodeOfTheNextRunForAnError(int status) {
        assertTruth(fault(
                "status " + status,
                status == 5000 ? 69 : 77,
                bench -> bench.exchange.next(
                        "key-main",
                        Stream.generate(() -> Misbehaviour.statusCode(status, "NO"))
                                .limit(5)
                                .toArray(Misbehaviour[]::new))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/null/spool"})
    void itFailsWithTheCodeOfTheNextRunForASpool(String place) {
        assertTruth(option(74, "--recorder.spool-dir=" + place));
    }

    /** A run does not need the spool while the database accepts its responses. */
    @Test
    void itFailsForASpoolThatNoRunCanCreate() {
        try (Workbench bench = new Workbench()) {
            bench.account("main", Holdings.seed()).option("--recorder.spool-dir=/proc/spool");

            Workbench.Ended doctor = bench.run("doctor");

            assertThat(doctor.code()).isEqualTo(74);
            assertThat(doctor.out()).contains("FAIL  spool: /proc/spool does not exist and can't be created");
        }
    }

    /** A check may accept each row, so that doctor only warns. */
    @ParameterizedTest
    @Tag("D10")
    @CsvSource(delimiter = '|', textBlock = """
            check     | alter table balance_response add constraint audit check (false) not valid
            check     | alter table snapshot add constraint audit check (false) not valid
            check     | alter table balance add constraint audit check (false) not valid
            trigger   | create trigger audit before insert on balance_response for each row execute function audit()
            trigger   | create trigger audit before insert on balance for each row execute function audit()
            """)
    void itNamesTheCheckOrTriggerThatEndsARunInOneLine(String kind, String statement) {
        try (Workbench bench = new Workbench()) {
            bench.account("main", Holdings.seed()).option("--recorder.spool-dir=" + folder.resolve("spool"));
            sql(
                    bench,
                    "create function audit() returns trigger language plpgsql as"
                            + " $$ begin raise exception 'not today'; end $$");
            sql(bench, statement);

            Workbench.Ended doctor = bench.run("doctor");
            Workbench.Ended run = bench.run("record");

            assertThat(doctor.out()).containsPattern("warn +guards: " + kind + " audit on ");
            assertThat(run.code()).as(run.err()).isEqualTo(78);
            assertThat(run.err())
                    .contains("a check or a trigger of the database rejects a row: run 'balance-history doctor'");
            assertThat(run.err().lines()).allMatch(line -> line.startsWith("balance-history: "));
        }
    }

    /** Each right that db/roles.sql grants to the recorder. */
    @Test
    void itFailsWithTheCodeOfTheNextRunForAMissingRight() {
        try (Workbench bench = new Workbench()) {
            bench.option("--recorder.spool-dir=" + folder.resolve("spool"));
            recorder(bench);
            List<String> rights = rights(bench.database);
            assertThat(rights).hasSizeGreaterThan(50);

            for (int i = 0; i < rights.size(); i++) {
                // The first run of an account needs rights that later ones do not.
                bench.account("account" + i, Holdings.seed());
                sql(bench, "revoke " + rights.get(i) + " from balance_recorder");
                assertTruth(rights.get(i), bench);
                sql(bench, "grant " + rights.get(i) + " to balance_recorder");
                bench.withoutAccount("account" + i);
            }
            bench.account("main", Holdings.seed());
            assertThat(assertTruth("all rights", bench)).isZero();
        }
    }

    private static List<String> rights(TestDatabase database) {
        return database.sql().queryForList("""
                            select format('%s on %s %s', privilege_type,
                                          case relkind when 'S' then 'sequence' else 'table' end, c.oid::regclass)
                              from pg_class c, aclexplode(relacl) a
                             where grantee = 'balance_recorder'::regrole
                               and relnamespace::regnamespace::text in ('public', 'batch')
                             union all
                            select format('%s (%I) on %s', privilege_type, attname, attrelid::regclass)
                              from pg_attribute, aclexplode(attacl) a
                             where grantee = 'balance_recorder'::regrole
                             union all
                            select 'usage on schema ' || n from unnest(array['public', 'batch']) n
                             order by 1
                            """, String.class);
    }

    private void assertTruth(Fault fault) {
        try (Workbench bench = new Workbench(Settings.strict(), fault.database().get())) {
            bench.account("main", Holdings.seed()).option("--recorder.spool-dir=" + folder.resolve("spool"));
            fault.breaking().accept(bench);

            assertThat(assertTruth(fault.name(), bench)).isEqualTo(fault.code());
        }
    }

    /** Returns the code of both. */
    private static int assertTruth(String name, Workbench bench) {
        Workbench.Ended doctor = bench.run("doctor");
        Workbench.Ended run = bench.run("record");

        String both = name + "\n" + doctor.out() + doctor.err() + "\n" + run.out() + run.err();
        assertThat(doctor.code()).as(both).isEqualTo(run.code());
        assertThat(doctor.out() + doctor.err()).as(both).doesNotContain("CANARY");
        if (doctor.err().isEmpty()) {
            List<String> failures =
                    doctor.out().lines().filter(line -> line.startsWith("FAIL")).toList();
            assertThat(failures.isEmpty()).as(both).isEqualTo(run.code() == 0);
            assertThat(failures).as(both).allMatch(line -> ADVICE.matcher(line).find());
        }
        return run.code();
    }

    /** A mistake in what another command needs does not stop a run. */
    @ParameterizedTest
    @CsvSource({
        "--recorder.schedule.cron=CANARY, schedule",
        "--recorder.schedule.cron=0 0 0 30 2 *, schedule",
        "--recorder.zone=CANARY, schedule --cron=0_0_0_*_*_*",
        "--recorder.zone=CANARY, export close",
        "--recorder.retention.bodies=90, prune",
        "--recorder.retention.job-metadata=CANARY, prune"
    })
    void itFailsWithTheCodeOfAnotherCommand(String option, String command) {
        try (Workbench bench = new Workbench()) {
            bench.account("main", Holdings.seed())
                    .option("--recorder.spool-dir=" + folder.resolve("spool"))
                    .option(option);

            assertThat(bench.run("record").code()).isZero();
            assertThat(bench.run("doctor").code()).isEqualTo(78);
            assertThat(bench.run(Stream.of(command.split(" "))
                                    .map(word -> word.replace('_', ' '))
                                    .toArray(String[]::new))
                            .code())
                    .isEqualTo(78);
        }
    }

    /** A server with older zones than Java's. */
    @Test
    void itWarnsOfAZoneThatTheServerDoesNotKnow() {
        try (Workbench bench = new Workbench()) {
            bench.account("main", Holdings.seed())
                    .option("--recorder.spool-dir=" + folder.resolve("spool"))
                    .option("--recorder.zone=SystemV/PST8");

            Workbench.Ended doctor = bench.run("doctor");

            assertThat(doctor.code()).isZero();
            assertThat(doctor.out()).contains("warn  zone: the reports by period can't use SystemV/PST8: ");
            assertThat(bench.run("record").code()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'ok    session: statement_timeout 20s, lock_timeout 5s, idle_in_transaction_session_timeout 30s'",
        "-c%20statement_timeout=0, warn  session: statement_timeout 0"
    })
    void itReportsTheSettingsInEffect(String options, String line) {
        try (Workbench bench = new Workbench()) {
            bench.option("--spring.datasource.url=" + bench.database.url() + "?options=" + options);

            assertThat(bench.run("doctor").out()).contains(line).contains("synchronous_commit on");
        }
    }
}
