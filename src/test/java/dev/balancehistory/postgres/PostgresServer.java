package dev.balancehistory.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A server, such as the one that all tests of this JVM share; which one that is, it prints. */
final class PostgresServer {
    /** The server requires the passwords of its members, which the embedded one does not by itself. */
    static final String LOGINS = "test_logins";

    private static final String IMAGE = "postgres:18-alpine";

    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final KeptConnection administration;

    PostgresServer(String host, int port, String user, String password) {
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
        this.administration = new KeptConnection(dataSource("postgres"));
    }

    static PostgresServer shared() {
        return Shared.SERVER;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    String connection() {
        return "host=" + host + " port=" + port + " user=" + user + " password=" + password;
    }

    String url(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /** Returns connections, each opened anew. */
    PGSimpleDataSource dataSource(String database, String login, String itsPassword) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url(database));
        dataSource.setUser(login);
        dataSource.setPassword(itsPassword);
        return dataSource;
    }

    /** Returns connections of the superuser, each opened anew. */
    PGSimpleDataSource dataSource(String database) {
        return dataSource(database, user, password);
    }

    /** Returns the superuser's way in to what belongs to no database, always the same connection. */
    JdbcTemplate sql() {
        return new JdbcTemplate(administration);
    }

    /** Makes the server require the passwords of {@link #LOGINS}. */
    PostgresServer askingForPasswords() {
        JdbcTemplate sql = sql();
        if (!sql.queryForList("select from pg_roles where rolname = ?", LOGINS).isEmpty()) {
            return this;
        }
        sql.execute("create role " + LOGINS);
        sql.execute("""
                do $$
                declare
                    file constant text := current_setting('hba_file');
                    -- Read before COPY empties the file.
                    lines constant text := pg_read_file(file);
                begin
                    execute format(
                        'copy (select %L union all select l from regexp_split_to_table(%L, chr(10)) l where l ~ %L) to %L',
                        'host all +test_logins all scram-sha-256', lines, '^[a-z]', file);
                end
                $$""");
        sql.execute("select pg_reload_conf()");
        return this;
    }

    private static final class Shared {
        static final PostgresServer SERVER = start();

        private static PostgresServer start() {
            String given = System.getProperty("postgres.server");
            PostgresServer server = given != null
                    ? given(given)
                    : DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
            return server.askingForPasswords();
        }

        /** Returns the server at HOST:PORT, which is only for tests and has the superuser postgres. */
        private static PostgresServer given(String place) {
            String[] parts = place.split(":", 2);
            PostgresServer server = new PostgresServer(parts[0], Integer.parseInt(parts[1]), "postgres", "postgres");
            String version = server.sql().queryForObject("show server_version", String.class);
            System.out.println("PostgreSQL for the tests: " + place + ", version " + version);
            return server;
        }

        private static PostgresServer container() {
            // The default password is a common word, which the search for secrets would find everywhere.
            PostgreSQLContainer container =
                    new PostgreSQLContainer(IMAGE).withUsername("postgres").withPassword("postgres");
            container.start();
            Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
            System.out.println("PostgreSQL for the tests: Testcontainers, " + IMAGE);
            return new PostgresServer(
                    container.getHost(),
                    container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                    container.getUsername(),
                    container.getPassword());
        }

        private static PostgresServer embedded() {
            try {
                EmbeddedPostgres postgres = Embedded.builder().start();
                System.out.println("PostgreSQL for the tests: embedded, since no container engine responds");
                return new PostgresServer("localhost", postgres.getPort(), "postgres", "postgres");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
