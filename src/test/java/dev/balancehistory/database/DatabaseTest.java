package dev.balancehistory.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.database.Database.Settings;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.postgres.TestDatabase.Login;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Each failure to open the database is reported in one line, without the password. */
class DatabaseTest {
    private static final String CANARY = "canary-5ecret";

    private static final String LIMITS = "select current_setting('statement_timeout') || ' '"
            + " || current_setting('lock_timeout') || ' ' || current_setting('default_transaction_read_only')"
            + " || ' ' || current_setting('idle_in_transaction_session_timeout')";

    private static final TestDatabase DATABASE = TestDatabase.create();

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    @Test
    @Tag("I7")
    @Tag("D8")
    void everyWaitHasALimit() {
        try (HikariDataSource pool = Database.open(settings(DATABASE.url()))) {
            assertThat(new JdbcTemplate(pool).queryForList("""
                            select name || '=' || setting from pg_settings
                             where name in ('statement_timeout', 'lock_timeout', 'application_name',
                                            'idle_in_transaction_session_timeout')
                             order by name
                            """, String.class))
                    .containsExactly(
                            "application_name=balance-history",
                            "idle_in_transaction_session_timeout=30000",
                            "lock_timeout=5000",
                            "statement_timeout=20000");
            assertThat(pool.getMaximumPoolSize()).isEqualTo(3);
            assertThat(pool.getConnectionTimeout()).isEqualTo(5_000);
            assertThat(pool.getDataSourceProperties())
                    .containsEntry("connectTimeout", "5")
                    .containsEntry("loginTimeout", "10")
                    .containsEntry("socketTimeout", "30")
                    .containsEntry("tcpKeepAlive", "true")
                    .containsEntry("logServerErrorDetail", "false");
        }
    }

    @Test
    @Tag("I6")
    void aCommitIsOnTheDiskWhateverTheServersDefault() {
        try (TestDatabase careless = TestDatabase.create()) {
            careless.sql().execute("alter database " + careless.name() + " set synchronous_commit = off");
            try (HikariDataSource pool =
                    Database.open(new Settings(careless.url(), careless.user(), careless.password()))) {
                assertThat(new JdbcTemplate(pool).queryForObject("show synchronous_commit", String.class))
                        .isEqualTo("on");
            }
        }
    }

    @Test
    @Tag("I6")
    void aCommitIsOnTheDiskWhateverTheInitSqlOfThePool() {
        try (HikariDataSource pool = Database.open(
                settings(DATABASE.url()),
                config ->
                        config.setConnectionInitSql("set work_mem = '5MB'; set synchronous_commit = off -- faster"))) {
            assertThat(new JdbcTemplate(pool)
                            .queryForObject(
                                    "select current_setting('work_mem') || ' ' || current_setting('synchronous_commit')",
                                    String.class))
                    .isEqualTo("5MB on");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            init-sql   | selec 1                    | syntax error at or near "selec"
            init-sql   | set datestyle='SQL, DMY'   | The server's DateStyle parameter was changed
            init-sql   | set role nobody_has_it     | role "nobody_has_it" does not exist
            test-query | select broken              | column "broken" does not exist
            """, quoteCharacter = '`')
    void aStatementOfThePoolThatFailsIsReportedByItsProperty(String property, String sql, String reason) {
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> Database.open(settings(DATABASE.url()), config -> {
                            if (property.equals("init-sql")) {
                                config.setConnectionInitSql(sql);
                            } else {
                                config.setConnectionTestQuery(sql);
                            }
                        })
                        .close());

        assertThat(problem.outcome()).isEqualTo(Outcome.CONFIGURATION);
        assertThat(problem.getMessage())
                .startsWith(DATABASE.url() + ": spring.datasource.hikari.connection-" + property + " fails: ")
                .contains(reason);
    }

    @Test
    void aMalformedParameterOfTheUrlIsReported() {
        assertThat(malformed(settings(DATABASE.url() + "?socketTimeout=abc")))
                .startsWith(
                        "CONFIGURATION " + DATABASE.url() + ": a parameter of spring.datasource.url is malformed (");
    }

    @Test
    @Tag("I7")
    void everyWaitOfAMigrationOrCheckHasALimit() {
        Settings settings = settings(DATABASE.url());
        assertThat(new JdbcTemplate(Database.forChecks(settings)).queryForObject(LIMITS, String.class))
                .isEqualTo("5s 1s on 0");
        assertThat(new JdbcTemplate(Database.forMigrations(settings)).queryForObject(LIMITS, String.class))
                .isEqualTo("0 5s off 0");
        assertThat(((DriverManagerDataSource) Database.forChecks(settings)).getConnectionProperties())
                .containsEntry("connectTimeout", "4")
                .containsEntry("loginTimeout", "5")
                .containsEntry("socketTimeout", "6");
        assertThat(((DriverManagerDataSource) Database.forMigrations(settings)).getConnectionProperties())
                .containsEntry("connectTimeout", "5")
                .containsEntry("loginTimeout", "10")
                .containsEntry("socketTimeout", "0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            options=-c%20work_mem=5MB                                      | 5MB 5s on
            options=-c+work_mem%3D5MB&tcpKeepAlive=true                    | 5MB 5s on
            options=-c%20work_mem=5MB&options=-c%20lock_timeout=7s         | 5MB 7s on
            tcpKeepAlive=true&options=-c%20synchronous_commit=off          | 4MB 5s on
            options=--work_mem=5MB%20-csynchronous_commit%3Doff%20         | 5MB 5s on
            options=                                                       | 4MB 5s on
            """)
    @Tag("I6")
    @Tag("I7")
    void theOptionsOfTheUrlAreJoinedWithTheProgramsOwn(String parameters, String expected) {
        String query = "select current_setting('work_mem') || ' ' || current_setting('lock_timeout') || ' '"
                + " || current_setting('synchronous_commit')";
        String url = DATABASE.url() + "?" + parameters;

        try (HikariDataSource pool = Database.open(settings(url))) {
            assertThat(new JdbcTemplate(pool).queryForObject(query, String.class))
                    .isEqualTo(expected);
        }
        assertThat(new JdbcTemplate(Database.besideThePool(settings(url))).queryForObject(query, String.class))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-c default_transaction_read_only=off",
                "-c statement_timeout=0 -c lock_timeout=0",
                "-c statement_timeout=0"
            })
    @Tag("I7")
    void noOptionOfTheUrlLiftsTheLimitsOfAMigrationOrCheck(String options) {
        Settings settings = settings(DATABASE.url() + "?options=" + options.replace(" ", "%20"));

        assertThat(new JdbcTemplate(Database.forChecks(settings)).queryForObject(LIMITS, String.class))
                .isEqualTo("5s 1s on 0");
        assertThat(new JdbcTemplate(Database.forMigrations(settings)).queryForObject(LIMITS, String.class))
                .isEqualTo("0 5s off 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-c no_such_setting=1", "-c lock_timeout=soon", "--wat"})
    void anOptionThatTheServerRejectsIsReported(String options) {
        Settings settings = settings(DATABASE.url() + "?options=" + options.replace(" ", "%20"));

        assertThat(malformed(settings))
                .startsWith("CONFIGURATION " + DATABASE.url() + ": the database rejects the connection: check the"
                        + " parameters of spring.datasource.url (");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sslMode=disable",
                "tcpKeepAlive=true&curentSchema=x",
                "password=" + CANARY + "&" + CANARY,
                "password=x&" + CANARY + "=1"
            })
    @Tag("I9")
    void aParameterThatTheDriverWouldIgnoreIsRejected(String parameters) {
        assertThat(malformed(new Settings(DATABASE.url() + "?" + parameters, "recorder", CANARY)))
                .startsWith("CONFIGURATION a parameter of spring.datasource.url is not one of PostgreSQL's driver");
    }

    @Test
    void theUrlsOwnParametersWin() {
        try (HikariDataSource pool =
                Database.open(settings(DATABASE.url() + "?ApplicationName=mine&options=-c%20lock_timeout=7s"))) {
            assertThat(new JdbcTemplate(pool).queryForObject("show application_name", String.class))
                    .isEqualTo("mine");
            assertThat(new JdbcTemplate(pool).queryForObject("show lock_timeout", String.class))
                    .isEqualTo("7s");
        }
    }

    @Test
    @Tag("D1")
    void aServerThatDoesNotRunIsOutOfReach() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }

        assertThat(malformed(new Settings("jdbc:postgresql://localhost:" + port + "/balances", "recorder", CANARY)))
                .isEqualTo("UNREACHABLE jdbc:postgresql://localhost:" + port
                        + "/balances: the database is out of reach: check spring.datasource.url and that it runs"
                        + " (Connection to localhost:" + port + " refused. Check that the hostname and port are correct"
                        + " and that the postmaster is accepting TCP/IP connections.)");
    }

    @Test
    @Tag("D1")
    void aHostThatIsUnknownIsOutOfReach() {
        assertThat(malformed(new Settings("jdbc:postgresql://no-such-host.invalid/balances", "recorder", CANARY)))
                .startsWith("UNREACHABLE jdbc:postgresql://no-such-host.invalid/balances: the host name"
                        + " 'no-such-host.invalid' is not known");
    }

    @Test
    @Tag("D10")
    void aWrongPasswordIsReportedAsRejectedCredentials() {
        Login login = DATABASE.login();

        assertThat(malformed(new Settings(DATABASE.url(), login.user(), CANARY)))
                .isEqualTo("CREDENTIALS " + DATABASE.url() + ": the database rejected the credentials: check"
                        + " spring.datasource.username and .password (password authentication failed for user"
                        + " \"" + login.user() + "\")");
    }

    @Test
    @Tag("D10")
    void aMissingPasswordIsReportedAsMissingConfiguration() {
        assertThat(malformed(new Settings(DATABASE.url(), DATABASE.login().user(), null)))
                .startsWith("CONFIGURATION " + DATABASE.url() + ": the database requires another login method: check"
                        + " spring.datasource.password");
    }

    @Test
    @Tag("D10")
    void anUnknownDatabaseIsReportedAsWrongConfiguration() {
        String url = DATABASE.url() + "_not";

        assertThat(malformed(new Settings(url, DATABASE.user(), DATABASE.password())))
                .isEqualTo("CONFIGURATION " + url + ": the database does not exist: check spring.datasource.url"
                        + " (database \"" + DATABASE.name() + "_not\" does not exist)");
    }

    @Test
    @Tag("D7")
    void aServerWithTooManyConnectionsIsATemporaryFailure() throws Exception {
        try (TestDatabase full = TestDatabase.create()) {
            Login login = full.login();
            full.sql().execute("alter database " + full.name() + " connection limit 1");
            try (Connection only = full.dataSource().getConnection()) {
                assertThat(only.isValid(0)).isTrue();
                assertThat(malformed(new Settings(full.url(), login.user(), login.password())))
                        .startsWith("UNREACHABLE " + full.url() + ": the database is not available (too many"
                                + " connections for database");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "balances",
                "jdbc:mysql://localhost/balances?password=" + CANARY,
                "jdbc:postgresql://user:" + CANARY + "?x@localhost:5432/balances",
                "jdbc:postgresql://user@localhost:5432/balances?sslpassword=@" + CANARY,
                "postgresql://localhost/balances?sslpassword=x@" + CANARY,
                "postgresql://user:x@" + CANARY + "@localhost/balances",
                "postgresql://user:1?" + CANARY + "@localhost/balances",
                "jdbc:postgresql:user:" + CANARY + "@balances",
                "jdbc:postgresql://localhost:54321x/balances?password=" + CANARY,
                "jdbc:postgresql://localhost/balances\n?password=" + CANARY
            })
    @Tag("I9")
    void aMalformedAddressIsNotPrinted(String url) {
        assertThat(malformed(new Settings(url, "recorder", CANARY)))
                .isEqualTo("CONFIGURATION spring.datasource.url must be a PostgreSQL URL such as"
                        + " jdbc:postgresql://localhost:5432/balances; the user and the password have properties of"
                        + " their own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//localhost:65536/balances",
                "//localhost:0/",
                "//[::1]:99999/balances",
                "//one:5432,two:99999/balances"
            })
    @Tag("I9")
    void aPortThatDoesNotExistIsReported(String place) {
        assertThat(malformed(new Settings("jdbc:postgresql:" + place + "?password=" + CANARY, "recorder", CANARY)))
                .isEqualTo("CONFIGURATION spring.datasource.url has a port that is not between 1 and 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql:99999", "jdbc:postgresql:99999999999", "jdbc:postgresql://[::1]/99999"})
    void aDatabaseWhoseNameIsANumberIsAccepted(String url) {
        assertThatCode(() -> DatabaseUrl.check(url, "spring.datasource.url")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://localhost/balances, localhost/balances",
        "postgres://db.example.com:6432/balances, db.example.com:6432/balances",
        "postgresql://recorder:canary-5ecret@localhost/balances?sslmode=disable, localhost/balances",
        "jdbc:postgresql://user:canary-5ecret@localhost:5432/balances, localhost:5432/balances",
        "jdbc:postgresql://user:canary-5ecret/x@localhost:5432/balances, localhost:5432/balances",
        "jdbc:postgresql://user@localhost:5432/balances?password=canary-5ecret, localhost:5432/balances",
        "'postgresql://a:1,b:2/balances', 'a:1,b:2/balances'"
    })
    @Tag("I9")
    void theAddressOfAnotherProgramIsShownCorrected(String url, String place) {
        assertThat(malformed(new Settings(url, "recorder", CANARY)))
                .isEqualTo("CONFIGURATION spring.datasource.url must be jdbc:postgresql://" + place
                        + "; the user and the password have properties of their own");
    }

    @ParameterizedTest
    @Tag("I9")
    @CsvSource({
        "jdbc:postgresql://localhost:5432/balances?password=canary-5ecret, jdbc:postgresql://localhost:5432/balances",
        "jdbc:postgresql://localhost/balances?user=a@b&password=canary-5ecret?x, jdbc:postgresql://localhost/balances",
        "jdbc:postgresql:balances?password=canary-5ecret, jdbc:postgresql:balances",
        "'jdbc:postgresql://one:1,[::1]:5432,three/b', 'jdbc:postgresql://one:1,[::1]:5432,three/b'",
        "jdbc:postgresql:///balances, jdbc:postgresql:///balances",
        "jdbc:postgresql://user:canary-5ecret@localhost/balances, the database"
    })
    void thePlaceIsShownWithoutAnythingSecret(String url, String place) {
        Settings settings = new Settings(url, "recorder", CANARY);

        assertThat(settings.place()).isEqualTo(place);
        assertThat(settings.toString()).isEqualTo(place);
    }

    @Test
    @Tag("I9")
    void aPasswordInTheUrlIsUsedAndNotShown() {
        Login login = DATABASE.login();
        String user = "?user=" + login.user() + "&password=";

        try (HikariDataSource pool =
                Database.open(new Settings(DATABASE.url() + user + login.password(), null, null))) {
            assertThat(new JdbcTemplate(pool).queryForObject("select session_user", String.class))
                    .isEqualTo(login.user());
        }
        for (String other : List.of("", "&tcpKeepAlive=true")) {
            assertThat(malformed(new Settings(DATABASE.url() + user + CANARY + other, null, null)))
                    .startsWith("CREDENTIALS " + DATABASE.url() + ": the database rejected");
        }
    }

    private static Settings settings(String url) {
        return new Settings(url, DATABASE.user(), DATABASE.password());
    }

    /** Returns the message of the failed opening, after a search of all messages for the password. */
    private static String malformed(Settings settings) {
        List<String> logged = new CopyOnWriteArrayList<>();
        Logger driver = Logger.getLogger("org.postgresql");
        Handler handler = new Remembering(logged);
        driver.addHandler(handler);
        driver.setUseParentHandlers(false);
        driver.setLevel(Level.ALL);
        Problem problem;
        try {
            problem = catchThrowableOfType(
                    Problem.class, () -> Database.open(settings).close());
        } finally {
            driver.removeHandler(handler);
            driver.setUseParentHandlers(true);
            driver.setLevel(null);
        }
        StringWriter trace = new StringWriter();
        problem.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(CANARY);
        assertThat(logged).noneMatch(line -> line.contains(CANARY));
        assertThat(problem.getMessage()).doesNotContain("\n");
        assertThat(problem.outcome()).isNotEqualTo(Outcome.BUG);
        return problem.outcome() + " " + problem.getMessage();
    }

    /** Keeps what is logged. */
    private static final class Remembering extends Handler {
        private final List<String> lines;

        Remembering(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord record) {
            lines.add(record.getMessage()
                    + List.of(record.getParameters() == null ? new Object[0] : record.getParameters())
                    + record.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
