package dev.balancehistory.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.database.Database.Settings;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.support.Patience;
import dev.balancehistory.support.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A server whose certificate does not fit is a matter of configuration: no other try can help. */
@Tag("D10")
class DatabaseTlsTest {
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private static final TestDatabase DATABASE = TestDatabase.create();

    @TempDir
    private static Path folder;

    private static Path certificate;

    @BeforeAll
    static void switchOn() throws Exception {
        DRIVER.setLevel(Level.OFF);
        certificate = key("host", ofTheServer());
        assertRejected("sslmode=require", "the database requires another login method");
        install("host");
        switchTo("on");
    }

    @AfterAll
    static void switchOff() {
        switchTo("off");
        DRIVER.setLevel(null);
        DATABASE.close();
    }

    @Test
    void theServersOwnCertificateIsTrusted() {
        try (HikariDataSource pool = open("sslmode=verify-full&sslrootcert=" + certificate)) {
            assertThat(new JdbcTemplate(pool)
                            .queryForObject("select ssl from pg_stat_ssl where pid = pg_backend_pid()", Boolean.class))
                    .isTrue();
        }
    }

    @Test
    void anotherCertificateIsRejected() throws Exception {
        assertRejected("sslmode=verify-full&sslrootcert=" + key("other", ofTheServer()), "certificate");
    }

    @Test
    void aCertificateOfAnotherHostIsRejected() throws Exception {
        Path elsewhere = key("elsewhere", "san=dns:elsewhere.example");
        install("elsewhere");
        switchTo("on");
        assertRejected("sslmode=verify-full&sslrootcert=" + elsewhere, "certificate");
        install("host");
        switchTo("on");
    }

    @Test
    void aMissingCertificateIsReported() {
        assertRejected("sslmode=verify-full&sslrootcert=/not/there.pem", "/not/there.pem");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            jdbc:postgresql:balances,                                     false
            jdbc:postgresql://localhost/balances,                         false
            jdbc:postgresql://127.0.0.1:5432/balances?connectTimeout=1,   false
            jdbc:postgresql://[::1]:5432/,                                false
            'jdbc:postgresql://localhost:1,localhost:2/balances',         false
            jdbc:postgresql://db.example/balances,                        true
            jdbc:postgresql://localhost.example:5432/balances,            true
            jdbc:postgresql://127.0.0.1.example/balances,                 true
            'jdbc:postgresql://localhost,db.example/balances',            true
            jdbc:postgresql://db.example/balances?sslmode=disable,        false
            jdbc:postgresql://db.example/balances?a=b&sslmode=require,    false
            jdbc:postgresql://db.example/balances?ssl=true,               false
            jdbc:postgresql://db.example/balances?options=x,              true
            jdbc:postgresql://localhost/balances?sslmode=verify-full,     true
            """)
    void aRemoteDatabaseIsVerifiedByDefault(String url, boolean shows) {
        assertThat(new Settings(url, null, null).verifiesServer()).isEqualTo(shows);
    }

    @Test
    void migrationsAndChecksVerifyARemoteDatabase() {
        Settings elsewhere = new Settings("jdbc:postgresql://db.example/balances", null, null);
        Settings here = new Settings("jdbc:postgresql://localhost/balances", null, null);

        for (Function<Settings, DataSource> way :
                List.<Function<Settings, DataSource>>of(Database::forMigrations, Database::forChecks)) {
            assertThat(((DriverManagerDataSource) way.apply(elsewhere)).getConnectionProperties())
                    .containsEntry("sslmode", "verify-full");
            assertThat(((DriverManagerDataSource) way.apply(here)).getConnectionProperties())
                    .doesNotContainKey("sslmode");
        }
    }

    private static HikariDataSource open(String parameters) {
        return Database.open(new Settings(DATABASE.url() + "?" + parameters, DATABASE.user(), DATABASE.password()));
    }

    private static void assertRejected(String parameters, String words) {
        Problem problem =
                catchThrowableOfType(Problem.class, () -> open(parameters).close());

        assertThat(problem).hasMessageContaining(words);
        assertThat(problem.getMessage()).doesNotContain("\n");
        assertThat(problem.outcome()).isEqualTo(Outcome.CONFIGURATION);
    }

    private static String ofTheServer() {
        String host = URI.create(DATABASE.url().substring("jdbc:".length())).getHost();
        return (host.matches("[0-9.]+") ? "san=ip:" : "san=dns:") + host;
    }

    /** Makes a key and a certificate of its own, and returns the certificate's file. */
    private static Path key(String name, String extension) throws Exception {
        SelfSigned made = SelfSigned.make(folder.resolve(name + ".p12"), extension);
        return Files.writeString(folder.resolve(name + ".pem"), made.certificatePem());
    }

    /** Puts key and certificate where the server finds them by itself. */
    private static void install(String name) throws IOException, GeneralSecurityException {
        write("server.key", new SelfSigned(folder.resolve(name + ".p12")).keyPem());
        write("server.crt", Files.readString(folder.resolve(name + ".pem")));
    }

    private static void write(String file, String content) {
        DATABASE.sql()
                .execute(
                        "do $$ begin execute format('copy (select unnest(string_to_array(%L, chr(10)))) to program %L',"
                                + " '" + content + "',"
                                + " 'umask 077; cat > ' || current_setting('data_directory') || '/" + file
                                + "'); end $$");
    }

    private static void switchTo(String ssl) {
        String loaded = "select pg_conf_load_time()::text";
        String before = DATABASE.value(loaded, String.class);
        DATABASE.sql().execute("alter system set ssl = " + ssl);
        DATABASE.sql().execute("select pg_reload_conf()");
        Patience.until("the server has read it", () -> !before.equals(DATABASE.value(loaded, String.class)));
    }
}
