package dev.balancehistory.postgres;

import dev.balancehistory.support.Patience;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** A server of a test's own, which it can stop and start again with what it holds. */
public final class OwnPostgres implements AutoCloseable {
    private final Path data;
    private EmbeddedPostgres server;
    private final int port;

    private OwnPostgres(Path data) throws IOException {
        this.data = data;
        this.server = builder().start();
        this.port = server.getPort();
    }

    /** Starts one with its data in this folder. */
    public static OwnPostgres in(Path folder) throws IOException {
        return new OwnPostgres(folder.resolve("postgres"));
    }

    private EmbeddedPostgres.Builder builder() {
        return Embedded.builder().setDataDirectory(data).setCleanDataDirectory(false);
    }

    /** Ends it, and with it every connection. */
    public void stop() throws IOException {
        server.close();
        // Which does not wait until a slow server has ended.
        Patience.until("the server ends", () -> !Files.exists(data.resolve("postmaster.pid")));
    }

    /** Starts it again where it was. */
    public void start() throws IOException {
        server = builder().setPort(port).start();
    }

    public JdbcTemplate sql() {
        return new JdbcTemplate(server.getPostgresDatabase());
    }

    /** Returns the options that make the program use it. */
    public List<String> options() {
        return List.of(
                "--spring.datasource.url=jdbc:postgresql://localhost:" + port + "/postgres",
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
