package dev.balancehistory.postgres;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** An empty database of a test's own, dropped at its end. */
public final class TestDatabase implements AutoCloseable {
    private final PostgresServer server;
    private final String name;

    private TestDatabase(PostgresServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Creates one. */
    public static TestDatabase create() {
        PostgresServer server = PostgresServer.shared();
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        jdbc(server, "postgres").execute("create database " + name);
        return new TestDatabase(server, name);
    }

    public String url() {
        return server.url(name);
    }

    public String user() {
        return server.user();
    }

    public String password() {
        return server.password();
    }

    /** Returns a way in of the test's own, as the superuser. */
    public JdbcTemplate sql() {
        return jdbc(server, name);
    }

    /** Returns the only value of the only row. */
    public <T> @Nullable T value(String query, Class<T> type) {
        return sql().queryForObject(query, type);
    }

    /** Returns how many rows the query has. */
    public int count(String query) {
        return sql().queryForList(query).size();
    }

    /** Returns the rows as text, each value as PostgreSQL writes it, columns divided by a bar. */
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

    /** Returns the options that make the program use it. */
    public List<String> options() {
        return Map.of("url", url(), "username", user(), "password", password()).entrySet().stream()
                .map(entry -> "--spring.datasource." + entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    @Override
    public void close() {
        jdbc(server, "postgres").execute("drop database " + name + " with (force)");
    }

    private static JdbcTemplate jdbc(PostgresServer server, String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.url(database));
        dataSource.setUser(server.user());
        dataSource.setPassword(server.password());
        return new JdbcTemplate(dataSource);
    }
}
