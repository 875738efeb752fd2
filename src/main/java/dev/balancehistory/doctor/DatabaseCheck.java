package dev.balancehistory.doctor;

import dev.balancehistory.archive.AccountStatus;
import dev.balancehistory.archive.AccountStatusQuery;
import dev.balancehistory.database.Database;
import dev.balancehistory.database.Database.Settings;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.database.DatabaseRetry;
import dev.balancehistory.database.SchemaMigration;
import dev.balancehistory.database.Sequences;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.TextResource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the state of the database in read-only transactions with short limits. */
final class DatabaseCheck {
    private static final String VERSION = "select max(version::integer)::text from flyway_schema_history";

    private static final String MAY_SEE_VERSION =
            TextResource.of(DatabaseCheck.class, "database-check-may-see-version.sql");

    private static final String DAY_IN = "select balance_period_start(now(), 'day', ?)";

    private final Settings settings;
    private final DataSource dataSource;
    private final JdbcTemplate jdbc;
    private final SchemaMigration migration;

    /**
     * @param owner the login for migrations; null if it is that of the settings
     * @throws Problem if the database's address is malformed
     */
    DatabaseCheck(Settings settings, @Nullable Settings owner) {
        this.settings = settings;
        this.dataSource = Database.forChecks(settings);
        this.jdbc = new JdbcTemplate(dataSource);
        this.migration = new SchemaMigration(dataSource, owner == null ? dataSource : Database.forChecks(owner));
    }

    /** Returns the address without secrets. */
    public String place() {
        return settings.place();
    }

    /** Connects, and returns the server. */
    public Server server() {
        return translated(() -> Server.in(jdbc, settings.verifiesServer()));
    }

    /**
     * Returns the migrations that the database lacks.
     *
     * @throws Problem if the database has migrations that this program does not know
     */
    public List<String> missingMigrations() {
        return translated(migration::missing);
    }

    /**
     * Returns the problem that a run has with the missing migrations; null if it applies them.
     *
     * @param migrates whether a run applies missing migrations
     */
    public @Nullable Problem problem(boolean migrates) {
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

    /** Returns the sequences that are behind their tables. */
    public List<Sequences.Behind> sequencesBehind() {
        return translated(() -> Sequences.behind(jdbc));
    }

    /** Returns why the reports reject the zone; null if they accept it. */
    public @Nullable String flaw(ZoneId zone) {
        try {
            jdbc.queryForObject(DAY_IN, OffsetDateTime.class, zone.getId().equals("Z") ? "UTC" : zone.getId());
            return null;
        } catch (DataAccessException e) {
            return DatabaseProblem.of(e).getMessage();
        }
    }

    /** Returns the schema's version; null if the user may not see it. */
    public @Nullable String version() {
        String version = translated(() -> Boolean.TRUE.equals(jdbc.queryForObject(MAY_SEE_VERSION, Boolean.class))
                ? String.valueOf(jdbc.queryForObject(VERSION, String.class))
                : "");
        return version.isEmpty() ? null : version;
    }

    /** Returns the rights of the user. The tables must exist. */
    public Rights rights() {
        return translated(() -> Rights.in(jdbc));
    }

    /** Returns the triggers and checks of the tables, which must exist. */
    public Guards guards() {
        return translated(() -> Guards.in(jdbc));
    }

    /**
     * Returns the state of each account, as {@code status} reports it.
     *
     * @param configured accounts to list even if they were never recorded
     */
    public List<AccountStatus> accounts(Collection<String> configured) {
        return translated(() -> new AccountStatusQuery(jdbc).accounts(configured));
    }

    /** Returns the exchanges that the accounts are recorded from, by account. */
    public Map<String, String> exchanges() {
        return translated(() -> {
            Map<String, String> exchanges = new HashMap<>();
            jdbc.query("select account, exchange from recorded_account", row -> {
                exchanges.put(row.getString("account"), row.getString("exchange"));
            });
            return exchanges;
        });
    }

    private static <T> T translated(Supplier<T> look) {
        try {
            return DatabaseRetry.CONNECT.invoke(look);
        } catch (DataAccessException e) {
            throw DatabaseProblem.of(e);
        }
    }
}
