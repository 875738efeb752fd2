package dev.balancehistory.history;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;

/** Brings the database's schema to what this program needs, or makes sure that it is there. */
public final class SchemaMigration {
    private final Flyway flyway;

    /**
     * @param dataSource whose user may create and alter the tables, to {@link #migrate}, or read them, to
     *     {@link #check}
     */
    public SchemaMigration(DataSource dataSource) {
        this.flyway = configuration().dataSource(dataSource).load();
    }

    /** Connects as another user than the one who records. */
    SchemaMigration(String url, String user, String password) {
        this.flyway = configuration().dataSource(url, user, password).load();
    }

    private static FluentConfiguration configuration() {
        return Flyway.configure().locations("classpath:db/migration");
    }

    /**
     * What a migration did.
     *
     * @param applied how many migrations were missing
     * @param version the version that the schema has now
     */
    public record Migrated(int applied, String version) {}

    /**
     * Applies what is missing. Two migrations at once wait for each other.
     *
     * @throws Problem if the schema can't become what this program needs
     */
    public Migrated migrate() {
        return translated(() -> {
            int applied = flyway.migrate().migrationsExecuted;
            return new Migrated(applied, version());
        });
    }

    /**
     * Makes sure that nothing is missing, and changes nothing.
     *
     * @throws Problem if the schema is not what this program needs
     */
    public void check() {
        translated(() -> {
            flyway.validate();
            return version();
        });
    }

    /** Returns the schema's version, which must be one that this program knows. */
    private String version() {
        MigrationInfo[] all = flyway.info().all();
        MigrationVersion known = newest(all, info -> info.getState().isResolved());
        MigrationVersion applied = newest(all, info -> info.getState().isApplied());
        if (applied != null && (known == null || applied.isNewerThan(known))) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "the database's schema has version " + applied + ", this program knows " + known
                            + ": use the program that migrated it, or a newer one");
        }
        return String.valueOf(applied);
    }

    private static @Nullable MigrationVersion newest(MigrationInfo[] all, Predicate<MigrationInfo> which) {
        return Arrays.stream(all)
                .filter(which)
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static <T> T translated(Supplier<T> action) {
        try {
            return action.get();
        } catch (FlywayValidateException e) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "the database's schema is not this program's: run 'balance-history migrate' as the tables' owner;"
                            + " if that does not help, a migration was changed or removed",
                    e);
        } catch (FlywayException e) {
            throw DatabaseProblem.of(e);
        }
    }
}
