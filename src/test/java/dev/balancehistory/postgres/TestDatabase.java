package dev.balancehistory.postgres;

import dev.balancehistory.database.SchemaMigration;
import dev.balancehistory.support.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database of a test's own, dropped at its end. */
public final class TestDatabase implements AutoCloseable {
    /** Roles belong to the server, which other processes may use, and PostgreSQL 15 lets one DROP ROLE fail another. */
    private static final String ONE_AT_A_TIME = "do $$ begin perform pg_advisory_xact_lock(1); %s; end $$";

    private final PostgresServer server;
    private final String name;
    private final List<String> logins = new ArrayList<>();

    private final KeptConnection own;

    private TestDatabase(PostgresServer server, String name) {
        this.server = server;
        this.name = name;
        this.own = new KeptConnection(server.dataSource(name));
    }

    /** Creates an empty one. */
    public static TestDatabase create() {
        return create("template1");
    }

    /** Creates one that has all tables; far quicker than to migrate another one. */
    public static TestDatabase migrated() {
        return create(Migrated.NAME);
    }

    /** Creates an empty one of another encoding. */
    public static TestDatabase encoded(String encoding) {
        return on(PostgresServer.shared(), "template0 encoding '" + encoding + "' locale_provider libc locale 'C'");
    }

    private static TestDatabase create(String template) {
        return on(PostgresServer.shared(), template);
    }

    static TestDatabase on(PostgresServer server, String template) {
        String name = newName();
        // Quicker than by way of the log, since nothing here is ever forced to the disk.
        server.sql().execute("create database " + name + " template " + template + " strategy file_copy");
        return new TestDatabase(server, name);
    }

    /** Returns a copy, like a restored backup of this moment. No other connection may be open. */
    public TestDatabase copy() {
        own.close();
        return on(server, name);
    }

    private static String newName() {
        return "test_" + UUID.randomUUID().toString().replace("-", "");
    }

    public String name() {
        return name;
    }

    public String url() {
        return server.url(name);
    }

    /** Returns how another program on this machine connects, in the form of libpq. */
    String connection() {
        return server.connection() + " dbname=" + name;
    }

    public String user() {
        return server.user();
    }

    public String password() {
        return server.password();
    }

    /** A role that can log in, with a password that the server requires. */
    public record Login(String user, String password, DataSource dataSource) {
        /** Returns a way in, each statement on a connection of its own. */
        public JdbcTemplate sql() {
            return new JdbcTemplate(dataSource);
        }
    }

    /** Creates a login that is a member of these roles, dropped with the database. */
    public Login login(String... roles) {
        String user = newName();
        String password = "pw-" + UUID.randomUUID();
        sql().execute("create role " + user + " login password '" + password + "'");
        sql().execute("grant " + PostgresServer.LOGINS + " to " + user);
        for (String role : roles) {
            sql().execute("grant " + role + " to " + user);
        }
        logins.add(user);
        return new Login(user, password, server.dataSource(name, user, password));
    }

    /** Returns connections as the superuser, each opened anew. */
    public DataSource dataSource() {
        return server.dataSource(name);
    }

    /**
     * Returns the test's own access, as the superuser. It is always the same connection, so that the settings and locks
     * of its session stay.
     */
    public JdbcTemplate sql() {
        return new JdbcTemplate(own);
    }

    /** Returns the only value of the only row. */
    public <T> @Nullable T value(String query, Class<T> type) {
        return sql().queryForObject(query, type);
    }

    /** Returns how many rows the query has. */
    public int count(String query) {
        return sql().queryForList(query).size();
    }

    /** Returns the rows, each as JSON in PostgreSQL's own words. */
    public List<String> rows(String query) {
        return sql().queryForList("select row_to_json(q)::text from (" + query + ") q", String.class);
    }

    /** Returns every row of every table as text, job metadata and all. */
    public List<String> everything() {
        return sql().queryForList("""
                        select format('select t::text from %I.%I t', table_schema, table_name)
                          from information_schema.tables
                         where table_type = 'BASE TABLE'
                           and table_schema not in ('pg_catalog', 'information_schema')
                        """, String.class).stream()
                .flatMap(query -> sql().queryForList(query, String.class).stream())
                .toList();
    }

    /** Waits until a connection of this database waits for a lock. */
    public void awaitWaiting() {
        awaitWaiting(1);
    }

    public void awaitWaiting(int connections) {
        String waiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        Patience.until(connections + " connections wait for a lock", () -> count(waiting) >= connections);
    }

    /** Returns how many advisory locks of this database are held or awaited. */
    public int advisoryLocks() {
        return count("select from pg_locks where locktype = 'advisory'"
                + " and database = (select oid from pg_database where datname = current_database())");
    }

    /** Returns the options that make the program use it. */
    public List<String> options() {
        return Map.of("url", url(), "username", user(), "password", password()).entrySet().stream()
                .map(entry -> "--spring.datasource." + entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    @Override
    public void close() {
        own.close();
        JdbcTemplate sql = server.sql();
        sql.execute("drop database " + name + " with (force)");
        logins.forEach(login -> sql.execute(ONE_AT_A_TIME.formatted("drop role " + login)));
    }

    /** The template of {@link #migrated}. */
    private static final class Migrated {
        static final String NAME = make();

        private static String make() {
            TestDatabase database = create();
            new SchemaMigration(database.dataSource()).migrate();
            return database.name();
        }
    }
}
