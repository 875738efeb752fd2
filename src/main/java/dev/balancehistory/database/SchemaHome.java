package dev.balancehistory.database;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.TextResource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * The schema that a connection uses, and what a migration there would meet.
 *
 * @param name the name of the schema; null if no schema of the search path exists
 * @param path the search path
 * @param installed whether it has the tables of the history
 * @param elsewhere another schema of the database that has them; null without one
 * @param usable whether the user may use the other schema
 * @param foreign whether it has tables, and no migration was ever applied
 * @param batchTaken whether schema batch has tables of Spring Batch
 * @param mayCreate whether the user may create what is missing
 * @param encoding the encoding of the database
 */
record SchemaHome(
        @Nullable String name,
        String path,
        boolean installed,
        @Nullable String elsewhere,
        boolean usable,
        boolean foreign,
        boolean batchTaken,
        boolean mayCreate,
        String encoding) {
    static final String FOREIGN =
            "the database's schema contains objects of another program: use a separate database or"
                    + " schema (currentSchema=NAME in spring.datasource.url)";

    private static final String QUERY = TextResource.of(SchemaHome.class, "schema-home.sql");

    /** Reads the state. Every user may do so. */
    static SchemaHome in(JdbcOperations database) {
        return database.query(
                        QUERY,
                        (row, number) -> new SchemaHome(
                                row.getString("name"),
                                row.getString("path"),
                                row.getBoolean("installed"),
                                row.getString("elsewhere"),
                                row.getBoolean("usable"),
                                row.getBoolean("foreign_tables"),
                                row.getBoolean("batch_taken"),
                                row.getBoolean("may_create"),
                                row.getString("encoding")))
                .get(0);
    }

    /** Returns the problem of a connection that does not find the tables of the history; null without one. */
    @Nullable
    Problem misplaced() {
        if (installed || elsewhere == null) {
            return null;
        }
        if (!usable) {
            return new Problem(
                    Outcome.CREDENTIALS,
                    "the database user may not use the schema " + elsewhere + ", which has the tables: run db/roles.sql"
                            + " as an administrator");
        }
        return new Problem(
                Outcome.CONFIGURATION,
                "the tables are in schema " + elsewhere + ", and the connection uses "
                        + (name == null ? "none (search_path " + path + ")" : "schema " + name)
                        + ": add currentSchema=" + elsewhere + " to spring.datasource.url");
    }

    /**
     * Returns what prevents a migration here; null if there is nothing.
     *
     * @param first whether no migration was applied yet
     * @param creating whether the migration may create the schema
     */
    @Nullable
    Problem obstacle(boolean first, boolean creating) {
        Problem misplaced = misplaced();
        if (misplaced != null) {
            return misplaced;
        }
        Problem unsupported = Encoding.problem(encoding);
        if (unsupported != null) {
            return unsupported;
        }
        if (batchTaken && first) {
            return new Problem(
                    Outcome.CONFIGURATION,
                    "schema batch has the tables of another program that uses Spring Batch: use a separate database");
        }
        if (installed && first) {
            return new Problem(
                    Outcome.CONFIGURATION,
                    "the database has the tables, and no list of their migrations (flyway_schema_history): restore it"
                            + " from a backup");
        }
        if (foreign) {
            return new Problem(Outcome.CONFIGURATION, FOREIGN);
        }
        if (name == null && !creating) {
            return new Problem(
                    Outcome.CONFIGURATION,
                    "no schema of the search path (" + path + ") exists: correct currentSchema in"
                            + " spring.datasource.url, or run 'balance-history migrate', which creates it");
        }
        // Flyway would retry for ten seconds.
        return mayCreate
                ? null
                : new Problem(
                        Outcome.CREDENTIALS,
                        "the database user may not create tables: run 'balance-history migrate' as their owner, see"
                                + " db/roles.sql");
    }
}
