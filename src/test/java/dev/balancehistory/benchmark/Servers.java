package dev.balancehistory.benchmark;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.postgres.Embedded;
import dev.balancehistory.release.Certificate;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * The servers: an exchange with TLS, one without, and a PostgreSQL with a database for each program. Unlike the tests'
 * PostgreSQL, this one writes to the disk before it acknowledges a commit, as in real use.
 */
record Servers(EmbeddedPostgres postgres, LocalExchange plain, LocalExchange secure, Certificate certificate)
        implements AutoCloseable {
    static final String PRODUCT = "product";
    static final String SCRIPT = "script";
    static final String NAIVE = "naive";

    private static final String KEY = "key";
    private static final String SECRET = "secret";
    private static final String PASSWORD = "it-is-required";

    static Servers start() throws Exception {
        Certificate certificate = Certificate.make();
        Settings settings = Settings.strict().withoutRateLimits();
        Servers servers = new Servers(
                Embedded.durable()
                        .setServerConfig("logging_collector", "on")
                        .setServerConfig("log_filename", "server.log")
                        .start(),
                LocalExchange.start(settings),
                LocalExchange.start(settings.withTls(certificate.context())),
                certificate);
        servers.plain.addAccount(KEY, SECRET, Holdings.moving(1));
        servers.secure.addAccount(KEY, SECRET, Holdings.moving(1));
        servers.prepare();
        return servers;
    }

    /** Returns a way into the database as the superuser. */
    JdbcTemplate sql(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url(database));
        dataSource.setUser("postgres");
        return new JdbcTemplate(dataSource);
    }

    /** Returns where the server writes its log. */
    Path log() {
        return Path.of(sql("postgres").queryForObject("show data_directory", String.class), "log", "server.log");
    }

    /** Returns the environment for an exchange without TLS and a database without a password. */
    Map<String, String> environment(String database) {
        return environment(database, "postgres", "postgres", plain);
    }

    /** Returns the environment for https and a login by password (SCRAM), with the certificate for each to trust. */
    Map<String, String> secureEnvironment(String database) {
        Map<String, String> environment = environment(database, "recorder", PASSWORD, secure);
        environment.put("CURL_CA_BUNDLE", certificate.pem().toString());
        environment.put("JAVA_OPTS", certificate.javaOptions());
        return environment;
    }

    @Override
    public void close() throws IOException {
        plain.close();
        secure.close();
        postgres.close();
        certificate.delete();
    }

    private Map<String, String> environment(String database, String user, String password, LocalExchange exchange) {
        return new HashMap<>(Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "SPRING_DATASOURCE_URL",
                url(database),
                "SPRING_DATASOURCE_USERNAME",
                user,
                "SPRING_DATASOURCE_PASSWORD",
                password,
                "RECORDER_ACCOUNTS_MAIN_APIKEY",
                KEY,
                "RECORDER_ACCOUNTS_MAIN_APISECRET",
                SECRET,
                "RECORDER_ACCOUNTS_MAIN_BASEURL",
                exchange.baseUrl().toString(),
                "RECORDER_ACCOUNTS_MAIN_EXCHANGE",
                "bitfront"));
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database;
    }

    private void prepare() throws IOException {
        JdbcTemplate sql = sql("postgres");
        for (String database : new String[] {PRODUCT, SCRIPT, NAIVE}) {
            sql.execute("create database " + database);
        }
        sql(SCRIPT).execute("""
                create table peer_balance (t timestamptz, currency text, balance numeric, available numeric)
                """);
        // The one thing that no program here does itself: Spring Boot's own way would look at each start.
        new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-postgresql.sql"))
                .execute(sql(NAIVE).getDataSource());
        // A superuser needs no grants; the server requires its password as of any other role.
        sql.execute("create role recorder superuser login password '" + PASSWORD + "'");
        Path access = Path.of(sql.queryForObject("show hba_file", String.class));
        Files.writeString(access, "host all recorder all scram-sha-256\nhost all all all trust\n");
        sql.execute("select pg_reload_conf()");
    }
}
