package dev.balancehistory.database;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Migrates the database's schema to the version of this program, or checks it. */
public final class SchemaMigration {
    /** The description of the second migration before the first release, whose tables differ. */
    private static final String UNRELEASED_TABLES = "balance history";

    /** The most views and functions that a message names one by one. */
    private static final int NAMED = 3;

    private static final Pattern ORDER = Pattern.compile("^[0-9]+ ");

    private static final String MAY_CREATE = "select has_schema_privilege(current_schema(), 'create')";

    private final DataSource looking;
    private final DataSource migrating;

    /**
     * @param dataSource the database, with the right to create and alter tables for {@link #migrate}, or to read
     *     them for {@link #check}
     */
    public SchemaMigration(DataSource dataSource) {
        this(dataSource, dataSource);
    }

    /**
     * @param looking the database to check for missing migrations
     * @param migrating the database to migrate, used only if a migration is missing
     */
    public SchemaMigration(DataSource looking, DataSource migrating) {
        this.looking = looking;
        this.migrating = migrating;
    }

    private static Flyway flyway(DataSource dataSource) {
        return Flyway.configure()
                .locations("classpath:db/migration")
                // One connection: with two, a process that is killed between their COMMITs leaves an applied migration
                // that is not noted and blocks every later one.
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .dataSource(dataSource)
                .load();
    }

    /**
     * The result of a migration.
     *
     * @param applied the number of applied migrations, including views and functions
     * @param version the version of the schema after the migration
     */
    public record Migrated(int applied, String version) {}

    /**
     * Applies the missing migrations. Of two concurrent migrations, one waits for the other.
     *
     * @throws Problem if the schema can't be migrated
     */
    public Migrated migrate() {
        return translated(() -> {
            MigrationInfo[] schema = known();
            int applied = 0;
            if (!missing(schema).isEmpty()) {
                requireRights();
                applied = flyway(migrating).migrate().migrationsExecuted;
                schema = known();
            }
            return new Migrated(applied, String.valueOf(newest(schema, info -> true)));
        });
    }

    /**
     * Checks that no migration is missing, and changes nothing.
     *
     * @throws Problem if the schema is not the one of this program
     */
    public void check() {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "the database's schema lacks " + String.join(", ", missing)
                            + ": run 'balance-history migrate' as the tables' owner");
        }
    }

    /**
     * Returns the missing migrations, and changes nothing.
     *
     * @throws Problem if the schema has migrations that this program does not know
     */
    public List<String> missing() {
        return translated(() -> missing(known()));
    }

    /** Checks the right to create tables: Flyway would retry for ten seconds. */
    private void requireRights() {
        if (Boolean.FALSE.equals(new JdbcTemplate(migrating).queryForObject(MAY_CREATE, Boolean.class))) {
            throw new Problem(
                    Outcome.CREDENTIALS,
                    "the database user may not create tables: run 'balance-history migrate' as their owner, see"
                            + " db/roles.sql");
        }
    }

    private static List<String> missing(MigrationInfo[] schema) {
        List<String> missing = pending(schema)
                .filter(MigrationInfo::isVersioned)
                .map(SchemaMigration::name)
                .collect(Collectors.toCollection(ArrayList::new));
        List<String> objects = pending(schema)
                .filter(MigrationInfo::isRepeatable)
                .map(SchemaMigration::name)
                .toList();
        if (objects.size() > NAMED) {
            missing.add("the current form of " + objects.size() + " views and functions");
        } else {
            objects.forEach(object -> missing.add("the current form of " + object));
        }
        return missing;
    }

    private static Stream<MigrationInfo> pending(MigrationInfo[] schema) {
        return Arrays.stream(schema).filter(info -> !info.getState().isApplied());
    }

    private static Stream<MigrationInfo> applied(MigrationInfo[] schema) {
        return Arrays.stream(schema).filter(info -> info.getState().isApplied());
    }

    /** Returns all migrations, if each applied one is known to this program. */
    private MigrationInfo[] known() {
        MigrationInfo[] schema = flyway(looking).info().all();
        requireReleasedTables(schema);
        requireKnownVersion(schema);
        String unknown = applied(schema)
                .filter(SchemaMigration::isStrange)
                .map(SchemaMigration::name)
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "the database's schema has " + unknown + " in another form than this program's: "
                            + "use the program that migrated it");
        }
        requireNoNewerObjects(schema);
        return schema;
    }

    private static void requireReleasedTables(MigrationInfo[] schema) {
        if (applied(schema).anyMatch(info -> UNRELEASED_TABLES.equals(info.getDescription()))) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "the database was made by a version before the first release, whose tables differ: use a new"
                            + " database");
        }
        List<MigrationInfo> versions =
                applied(schema).filter(MigrationInfo::isVersioned).toList();
        if (versions.size() == 1
                && MigrationVersion.fromVersion("1").equals(versions.get(0).getVersion())
                && !versions.get(0).isChecksumMatching()) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "the database was made by a version before the first release, and holds no history: use a new"
                            + " database");
        }
    }

    private static void requireKnownVersion(MigrationInfo[] schema) {
        MigrationVersion known = newest(schema, info -> info.getState().isResolved());
        MigrationVersion applied = newest(schema, info -> info.getState().isApplied());
        if (applied != null && (known == null || applied.isNewerThan(known))) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "the database's schema has version " + applied + ", this program knows " + known
                            + ": use the program that migrated it, or a newer one");
        }
    }

    private static boolean isStrange(MigrationInfo info) {
        // A view or function with another text is pending too.
        return !info.getState().isResolved()
                || info.getState().isFailed()
                || (info.isVersioned() && !info.isChecksumMatching());
    }

    /** Rejects a schema with newer views or functions, which this program would replace by older ones. */
    private static void requireNoNewerObjects(MigrationInfo[] schema) {
        String newer = pending(schema)
                .filter(MigrationInfo::isRepeatable)
                .filter(info -> applied(schema)
                        .anyMatch(earlier -> info.getDescription().equals(earlier.getDescription())
                                && Objects.equals(info.getResolvedChecksum(), earlier.getAppliedChecksum())))
                .map(SchemaMigration::name)
                .collect(Collectors.joining(", "));
        if (!newer.isEmpty()) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "the database's schema has a newer form of " + newer
                            + ": use the program that migrated it, or a newer one");
        }
    }

    /** Returns the version with its description, or the name of the view or function. */
    private static String name(MigrationInfo info) {
        return info.getVersion() == null
                ? ORDER.matcher(info.getDescription()).replaceFirst("").replace(' ', '_')
                : "version " + info.getVersion() + " (" + info.getDescription() + ')';
    }

    private static @Nullable MigrationVersion newest(MigrationInfo[] schema, Predicate<MigrationInfo> which) {
        return Arrays.stream(schema)
                .filter(which)
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static <T> T translated(Supplier<T> action) {
        try {
            return action.get();
        } catch (DataAccessException e) {
            throw DatabaseProblem.of(e);
        } catch (FlywayException e) {
            throw DatabaseProblem.isBehind(e) ? DatabaseProblem.of(e) : ofFlyway(e);
        }
    }

    private static Problem ofFlyway(FlywayException e) {
        if (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
            return new Problem(
                    Outcome.CONFIGURATION,
                    "the database's schema contains objects of another program: use a separate database or"
                            + " schema (currentSchema=NAME in spring.datasource.url)",
                    e);
        }
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
        // Flyway reports it by this message only, after almost a minute.
        Outcome outcome = message.contains("advisory lock") ? Outcome.TEMPORARY_FAILURE : Outcome.CONFIGURATION;
        return new Problem(outcome, "the database's schema can't be migrated: " + message, e);
    }
}
