package dev.balancehistory.postgres;

import dev.balancehistory.support.Patience;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A PostgreSQL and its streaming standby, which has each commit before it is acknowledged. The standby can take over while
 * the primary dies.
 */
public final class PostgresPair implements AutoCloseable {
    private final EmbeddedPostgres embedded;
    private final PostgresServer primary;
    private final PostgresServer standby;
    private final Path data;
    private final Path copy;
    private final int copyPort;

    private PostgresPair(Path folder) throws IOException, InterruptedException {
        data = folder.resolve("primary");
        embedded = Embedded.durable()
                .setDataDirectory(data)
                .setServerConfig("wal_level", "replica")
                .setServerConfig("max_wal_senders", "4")
                .start();
        primary = server(embedded.getPort());
        copy = folder.resolve("standby");
        copyPort = freePort();
        startStandby();
        standby = server(copyPort);
        Patience.until("the standby serves", () -> serves(standby));
        primary.sql().execute("alter system set synchronous_standby_names = '*'");
        primary.sql().execute("select pg_reload_conf()");
        Patience.until("the standby is synchronous", this::isSynchronous);
    }

    /** Starts both, with the standby's data in this folder. */
    public static PostgresPair in(Path folder) throws IOException, InterruptedException {
        return new PostgresPair(folder);
    }

    private static PostgresServer server(int port) {
        return new PostgresServer("localhost", port, "postgres", "postgres");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private void startStandby() throws IOException, InterruptedException {
        JdbcTemplate sql = primary.sql();
        sql.execute("select pg_backup_start('copy', true)");
        run("cp -a " + data + " " + copy + " && rm " + copy + "/postmaster.*");
        String label = sql.queryForObject("select labelfile from pg_backup_stop(false)", String.class);
        Files.writeString(copy.resolve("backup_label"), label);
        Files.createFile(copy.resolve("standby.signal"));
        String command = Files.readString(data.resolve("postmaster.opts"))
                .strip()
                .replace(data.toString(), copy.toString())
                .replace("\"" + embedded.getPort() + "\"", "\"" + copyPort + "\"");
        String source = "host=localhost port=" + embedded.getPort() + " user=postgres password=postgres";
        run(CrashingPostgres.asOther() + " " + command + " -c \"primary_conninfo=" + source + "\" >"
                + copy.resolve("start.log") + " 2>&1 &");
    }

    private boolean isSynchronous() {
        return Boolean.TRUE.equals(primary.sql()
                .queryForObject(
                        "select exists (select from pg_stat_replication where sync_state = 'sync')", Boolean.class));
    }

    private static boolean serves(PostgresServer server) {
        try {
            server.sql().execute("select 1");
            return true;
        } catch (DataAccessException e) {
            return false;
        }
    }

    /** Ends the primary at once, as a crash does, and promotes the standby. Returns when that accepts changes. */
    public void failOver() throws IOException, InterruptedException {
        CrashingPostgres.crash(data);
        standby.sql().execute("select pg_promote()");
    }

    /** Returns access to the database of the standby. */
    public JdbcTemplate standby() {
        return new JdbcTemplate(standby.dataSource("postgres"));
    }

    /** Returns the options that make the program use the one of both that is the primary. */
    public List<String> options() {
        return List.of(
                "--spring.datasource.url=jdbc:postgresql://localhost:" + embedded.getPort() + ",localhost:" + copyPort
                        + "/postgres?targetServerType=primary",
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres");
    }

    private static void run(String script) throws IOException, InterruptedException {
        CrashingPostgres.run(script);
    }

    @Override
    public void close() throws IOException {
        try {
            CrashingPostgres.crash(copy);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (Files.exists(data.resolve("postmaster.pid"))) {
            embedded.close();
        }
    }
}
