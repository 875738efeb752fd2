package dev.balancehistory.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The server that all tests of this JVM share; which one it is, it prints. */
record PostgresServer(String host, int port, String user, String password) {
    private static final String IMAGE = "postgres:18-alpine";

    static PostgresServer shared() {
        return Shared.SERVER;
    }

    String url(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    private static final class Shared {
        static final PostgresServer SERVER = start();

        private static PostgresServer start() {
            PostgresServer server = DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
            return server;
        }

        private static PostgresServer container() {
            PostgreSQLContainer container = new PostgreSQLContainer(IMAGE);
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
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .start();
                System.out.println("PostgreSQL for the tests: embedded, since no container engine answers");
                return new PostgresServer("localhost", postgres.getPort(), "postgres", "postgres");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
