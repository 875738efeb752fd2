package dev.balancehistory.doctor;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.TextResource;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * A server and its connection.
 *
 * @param version the version that the server reports, for example 18.1
 * @param certified whether the server's certificate was verified
 * @param local whether the connection stays on one machine
 * @param standby whether the server is a standby, which rejects writes
 */
record Server(
        String version, int major, String user, boolean encrypted, boolean certified, boolean local, boolean standby) {
    private static final int OLDEST = 15;
    private static final String QUERY = TextResource.of(Server.class, "server.sql");

    /** Reads the state of the connection. */
    static Server in(JdbcOperations database, boolean certified) {
        return Objects.requireNonNull(database.queryForObject(
                QUERY,
                (row, number) -> new Server(
                        row.getString("version"),
                        row.getInt("major"),
                        row.getString("name"),
                        row.getBoolean("encrypted"),
                        certified,
                        row.getBoolean("local"),
                        row.getBoolean("standby"))));
    }

    /** Returns the finding about its version, its role and the protection of the connection. */
    Finding finding(String subject) {
        String reached = "PostgreSQL " + version + ", as " + user + ", "
                + (encrypted ? "encrypted" : local ? "on this machine" : "not encrypted")
                + (encrypted && !certified && !local ? ", but the server's certificate is not verified" : "");
        if (major < OLDEST) {
            return Finding.fail(Outcome.CONFIGURATION, subject, reached, "use PostgreSQL " + OLDEST + " or newer");
        }
        if (standby) {
            return Finding.ok(subject, reached + ", a standby");
        }
        return local || (encrypted && certified)
                ? Finding.ok(subject, reached)
                : Finding.warn(subject, reached, "set sslmode=verify-full in spring.datasource.url");
    }
}
