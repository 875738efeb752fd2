package dev.balancehistory.postgres;

import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A database of a test's own on a coordinator and its workers. The cluster is that of the database which the variable
 * CITUS_URL names; its login is a superuser on each node.
 */
public final class CitusCluster implements AutoCloseable {
    /** The environment variable with a JDBC URL. */
    public static final String VARIABLE = "CITUS_URL";

    private final PostgresServer coordinator;
    private final List<PostgresServer> workers;
    private final TestDatabase database;

    private CitusCluster(PostgresServer coordinator, List<PostgresServer> workers) {
        this.coordinator = coordinator;
        this.workers = workers;
        this.database = TestDatabase.on(coordinator, "template1");
        for (PostgresServer worker : workers) {
            worker.sql().execute("create database " + database.name());
            new JdbcTemplate(worker.dataSource(database.name())).execute("create extension citus");
        }
        JdbcTemplate sql = database.sql();
        sql.execute("create extension citus");
        sql.queryForList("select citus_set_coordinator_host(?, ?)", coordinator.host(), coordinator.port());
        for (PostgresServer worker : workers) {
            sql.queryForList("select citus_add_node(?, ?)", worker.host(), worker.port());
        }
    }

    /** Returns the URL of the coordinator; null without one. */
    public static @Nullable String url() {
        return System.getenv(VARIABLE);
    }

    /** Creates an empty database on the cluster at the URL. */
    public static CitusCluster at(String url) {
        Properties properties = Driver.parseURL(url, new Properties());
        if (properties == null) {
            throw new IllegalArgumentException(VARIABLE + " is not the JDBC URL of a PostgreSQL");
        }
        String user = PGProperty.USER.getOrDefault(properties);
        String password = PGProperty.PASSWORD.getOrDefault(properties);
        PostgresServer coordinator = new PostgresServer(
                String.valueOf(PGProperty.PG_HOST.getOrDefault(properties)),
                Integer.parseInt(String.valueOf(PGProperty.PG_PORT.getOrDefault(properties))),
                user == null ? "postgres" : user,
                password == null ? "" : password);
        List<PostgresServer> workers = new JdbcTemplate(
                        coordinator.dataSource(String.valueOf(PGProperty.PG_DBNAME.getOrDefault(properties))))
                .query(
                        "select nodename, nodeport from pg_dist_node where groupid <> 0 order by nodename, nodeport",
                        (row, number) -> new PostgresServer(
                                row.getString(1), row.getInt(2), coordinator.user(), coordinator.password()));
        return new CitusCluster(coordinator, workers);
    }

    /** Returns the database on the coordinator. */
    public TestDatabase database() {
        return database;
    }

    /** Drops the database on the workers. The one on the coordinator is a test database as any other. */
    @Override
    public void close() {
        workers.forEach(worker -> worker.sql().execute("drop database " + database.name() + " with (force)"));
    }
}
