package dev.balancehistory.postgres;

import dev.balancehistory.support.CleanProcess;
import dev.balancehistory.support.Patience;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.dao.DataAccessException;

/** A PostgreSQL that can crash and restart with its commits: it writes to the disk before it acknowledges. */
public final class CrashingPostgres implements AutoCloseable {
    private final EmbeddedPostgres embedded;
    private final PostgresServer server;
    private final Path data;

    private CrashingPostgres(EmbeddedPostgres embedded) {
        this.embedded = embedded;
        server = new PostgresServer("localhost", embedded.getPort(), "postgres", "postgres");
        data = Path.of(server.sql().queryForObject("show data_directory", String.class));
    }

    public static CrashingPostgres start() throws IOException {
        return new CrashingPostgres(Embedded.durable().start());
    }

    /** Creates an empty database. */
    public TestDatabase database() {
        return TestDatabase.on(server, "template1");
    }

    /** Ends it as {@code pg_ctl stop -m immediate} does: all its processes at once, nothing put in order. */
    public void crash() throws IOException, InterruptedException {
        crash(data);
    }

    /** Ends the server of this data. */
    static void crash(Path data) throws IOException, InterruptedException {
        Path pid = data.resolve("postmaster.pid");
        run("kill -QUIT " + Files.readAllLines(pid).get(0));
        Patience.until("the server ends", () -> !Files.exists(pid));
    }

    /** Starts it anew after a crash, with the command that it was started by; returns when it serves. */
    public void restart() throws IOException, InterruptedException {
        String command = Files.readString(data.resolve("postmaster.opts")).strip();
        run(asOther() + " " + command + " >" + data.resolve("restart.log") + " 2>&1 &");
        Patience.until("the server starts", this::serves);
    }

    /** Returns the beginning of a command that starts a server: as root it is started the way the library does. */
    static String asOther() {
        return "$(test $(id -u) -ne 0 || echo unshare -U)";
    }

    private boolean serves() {
        try {
            server.sql().execute("select 1");
            return true;
        } catch (DataAccessException e) {
            return false;
        }
    }

    static void run(String script) throws IOException, InterruptedException {
        int code = CleanProcess.of("bash", "-c", script).inheritIO().start().waitFor();
        if (code != 0) {
            throw new AssertionError(script + " ends with " + code);
        }
    }

    @Override
    public void close() throws IOException {
        embedded.close();
    }
}
