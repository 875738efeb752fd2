package dev.balancehistory.doctor;

import dev.balancehistory.database.Database;
import dev.balancehistory.database.Database.Settings;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.database.DatabaseRetry;
import dev.balancehistory.database.SchemaMigration;
import dev.balancehistory.database.SpringSettings;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.TextResource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the state of the database in read-only transactions with short limits. */
final class DatabaseCheck {
    private static final String VERSION = "select max(version::integer)::text from flyway_schema_history";

    private static final String MAY_SEE_VERSION =
            TextResource.of(DatabaseCheck.class, "database-check-may-see-version.sql");

    private static final String DAY_IN = "select balance_period_start(now(), 'day', ?)";

    private final Settings settings;
    private final JdbcTemplate jdbc;
    private final SchemaMigration migration;

    /**
     * @throws Problem if the database's address is missing, or a setting of the database is malformed
     */
    DatabaseCheck(SpringSettings spring) {
        spring.check();
        this.settings = spring.database();
        Settings owner = spring.migration();
        DataSource dataSource = Database.forChecks(settings);
        this.jdbc = new JdbcTemplate(dataSource);
        this.migration = new SchemaMigration(dataSource, owner == null ? dataSource : Database.forChecks(owner));
    }

    /** Returns the address without secrets. */
    String place() {
        return settings.place();
    }

    /** Connects, and returns the server. */
    Server server() {
        return read(database -> Server.in(database, settings.verifiesServer()));
    }

    /**
     * Returns the migrations that the database lacks.
     *
     * @throws Problem if the database has migrations that this program does not know
     */
    List<String> missingMigrations() {
        return read(database -> migration.missing());
    }

    /**
     * Returns the problem that a run has with the missing migrations; null if it applies them.
     *
     * @param migrates whether a run applies missing migrations
     */
    @Nullable
    Problem problem(boolean migrates) {
        if (migrates) {
            return migration.obstacle();
        }
        try {
            migration.check();
            return null;
        } catch (Problem e) {
            return e;
        }
    }

    /** Returns why the reports reject the zone; null if they accept it. */
    @Nullable
    String flaw(ZoneId zone) {
        try {
            jdbc.queryForObject(DAY_IN, OffsetDateTime.class, zone.getId().equals("Z") ? "UTC" : zone.getId());
            return null;
        } catch (DataAccessException e) {
            return DatabaseProblem.of(e).getMessage();
        }
    }

    /** Returns the schema's version; null if the user may not see it. */
    @Nullable
    String version() {
        return read(database -> Boolean.TRUE.equals(database.queryForObject(MAY_SEE_VERSION, Boolean.class))
                ? database.queryForObject(VERSION, String.class)
                : null);
    }

    /** Returns the exchanges that the accounts are recorded from, by account. */
    Map<String, String> exchanges() {
        return read(database -> {
            Map<String, String> exchanges = new HashMap<>();
            database.query("select account, exchange from recorded_account", row -> {
                exchanges.put(row.getString("account"), row.getString("exchange"));
            });
            return exchanges;
        });
    }

    /** Returns a part of the state, whose tables must exist. */
    <T extends @Nullable Object> T read(Function<JdbcOperations, T> look) {
        try {
            return DatabaseRetry.CONNECT.invoke(() -> look.apply(jdbc));
        } catch (DataAccessException e) {
            throw DatabaseProblem.of(e);
        }
    }
}
