package dev.balancehistory.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** A server of a test's own, which another one can follow by logical replication. */
public final class ReplicatingPostgres implements AutoCloseable {
    private final EmbeddedPostgres embedded;
    private final PostgresServer server;

    private ReplicatingPostgres(EmbeddedPostgres embedded) {
        this.embedded = embedded;
        server = new PostgresServer("localhost", embedded.getPort(), "postgres", "postgres").askingForPasswords();
    }

    public static ReplicatingPostgres start() throws IOException {
        return new ReplicatingPostgres(
                Embedded.builder().setServerConfig("wal_level", "logical").start());
    }

    /** Creates an empty database. */
    public TestDatabase database() {
        return TestDatabase.on(server, "template1");
    }

    /** Returns how another server connects to a database of this one. */
    public String connection(TestDatabase database) {
        return database.connection();
    }

    @Override
    public void close() throws IOException {
        embedded.close();
    }
}
