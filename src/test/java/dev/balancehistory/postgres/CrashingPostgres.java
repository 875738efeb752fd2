package dev.balancehistory.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.dao.DataAccessException;

/** A PostgreSQL that can crash and come back with what it had acknowledged: it writes to the disk before it says so. */
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
        return new CrashingPostgres(EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start());
    }

    /** Creates an empty database. */
    public TestDatabase database() {
        return TestDatabase.on(server, "template1");
    }

    /** Ends it as {@code pg_ctl stop -m immediate} does: all its processes at once, nothing put in order. */
    public void crash() throws IOException, InterruptedException {
        Path pid = data.resolve("postmaster.pid");
        run("kill -QUIT " + Files.readAllLines(pid).get(0));
        for (int i = 0; Files.exists(pid); i++) {
            waitFor(i, "it does not end");
        }
    }

    /** Starts it anew after a crash, with the command that it was started by; returns when it serves. */
    public void restart() throws IOException, InterruptedException {
        String command = Files.readString(data.resolve("postmaster.opts")).strip();
        // As root it is started the way the library does.
        run("$(test $(id -u) -ne 0 || echo unshare -U) " + command + " >" + data.resolve("restart.log") + " 2>&1 &");
        for (int i = 0; !serves(); i++) {
            waitFor(i, "it does not start");
        }
    }

    private boolean serves() {
        try {
            server.sql().execute("select 1");
            return true;
        } catch (DataAccessException e) {
            return false;
        }
    }

    private static void run(String script) throws IOException, InterruptedException {
        int code = new ProcessBuilder("bash", "-c", script).inheritIO().start().waitFor();
        if (code != 0) {
            throw new AssertionError(script + " ends with " + code);
        }
    }

    private static void waitFor(int times, String otherwise) throws InterruptedException {
        if (times == 1200) {
            throw new AssertionError(otherwise);
        }
        Thread.sleep(50);
    }

    @Override
    public void close() throws IOException {
        embedded.close();
    }
}
