package dev.balancehistory.database;

import dev.balancehistory.database.Sequences.Behind;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Migrates the database's schema to the version of this program, or checks it. */
public final class SchemaMigration {
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
                .callbacks(new CoordinatorViews())
                .dataSource(dataSource)
                .load();
    }

    /**
     * The result of a migration.
     *
     * @param applied the number of applied migrations, including views and functions
     * @param version the version of the schema after the migration
     * @param createdSchema the name of the schema that was created; null if it existed
     */
    public record Migrated(
            int applied, String version, @Nullable String createdSchema) {}

    /**
     * Applies the missing migrations, and creates a missing schema. Of two concurrent migrations, one waits
     * for the other.
     *
     * @throws Problem if the schema can't be migrated
     */
    public Migrated migrate() {
        return migrate(true);
    }

    /**
     * Applies the missing migrations to an existing schema.
     *
     * @throws Problem if the schema can't be migrated
     */
    public void update() {
        migrate(false);
    }

    private Migrated migrate(boolean creating) {
        return SchemaProblem.translated(() -> {
            SchemaHome home = home();
            throwIfAny(home.misplaced());
            FoundSchema schema = found();
            if (schema.missing().isEmpty()) {
                return new Migrated(0, schema.version(), null);
            }
            throwIfAny(home.obstacle(schema.isEmpty(), creating));
            int applied = flyway(migrating).migrate().migrationsExecuted;
            return new Migrated(applied, found().version(), home.name() == null ? home().name() : null);
        });
    }

    /** Advances the sequences that are behind their tables, as the tables' owner, and returns them as they were. */
    public List<Behind> advanceSequences() {
        return SchemaProblem.translated(() -> Sequences.advance(new JdbcTemplate(migrating)));
    }

    /** Returns what would prevent {@link #update}; null if there is nothing. */
    public @Nullable Problem obstacle() {
        return SchemaProblem.translated(() -> home().obstacle(found().isEmpty(), false));
    }

    private SchemaHome home() {
        return SchemaHome.in(new JdbcTemplate(migrating));
    }

    private static void throwIfAny(@Nullable Problem problem) {
        if (problem != null) {
            throw problem;
        }
    }

    /**
     * Checks that no migration is missing, and changes nothing.
     *
     * @throws Problem if the schema is not the one of this program
     */
    public void check() {
        throwIfAny(SchemaProblem.translated(
                () -> SchemaHome.in(new JdbcTemplate(looking)).misplaced()));
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
        return SchemaProblem.translated(
                () -> CurrentSchema.isIn(new JdbcTemplate(looking)) ? List.of() : found().missing());
    }

    private FoundSchema found() {
        return new FoundSchema(flyway(looking).info().all());
    }
}
