package dev.balancehistory.database;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Compares a database's migrations with this program's by one query, for which Flyway needs many. Flyway is loaded only if
 * there is a difference: it then also finds out which.
 */
public final class CurrentSchema {
    private static final String RESOURCE = "db/current-schema.properties";

    // A view or function has no version, and a row for each time that it was replaced. A schema that Flyway created has
    // a
    // row too.
    private static final String APPLIED = """
            select distinct on (migration) coalesce(version, 'R ' || description) as migration, checksum, success
              from flyway_schema_history
             where type <> 'SCHEMA'
             order by migration, installed_rank desc
            """;

    private CurrentSchema() {}

    /** Returns whether all migrations are applied, in this program's form, and no others. */
    public static boolean isIn(JdbcOperations database) {
        Map<String, @Nullable String> applied = new HashMap<>();
        try {
            database.query(APPLIED, row -> {
                String checksum = row.getBoolean("success") ? row.getString("checksum") : null;
                applied.put(row.getString("migration"), checksum);
            });
        } catch (BadSqlGrammarException e) {
            // A reader has no right to look, nor to migrate. Otherwise there is no table: nothing was migrated yet.
            return e.getSQLException() != null
                    && "42501".equals(e.getSQLException().getSQLState());
        }
        return applied.equals(expected());
    }

    private static Map<Object, Object> expected() {
        try {
            return PropertiesLoaderUtils.loadProperties(new ClassPathResource(RESOURCE));
        } catch (IOException e) {
            throw new IllegalStateException("The jar lacks " + RESOURCE, e);
        }
    }
}
