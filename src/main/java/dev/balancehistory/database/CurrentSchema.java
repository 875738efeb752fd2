package dev.balancehistory.database;

import dev.balancehistory.process.TextResource;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Compares a database's migrations with those of this program in one query. Flyway, which needs many queries, is loaded
 * only if there is a difference.
 */
final class CurrentSchema {
    private static final String RESOURCE = "db/current-schema.properties";

    // A view or function has no version, and one row for each replacement. A schema that Flyway created has a row too.
    private static final String APPLIED = TextResource.of(CurrentSchema.class, "current-schema.sql");

    private CurrentSchema() {}

    /** Returns whether all migrations are applied, in this program's form, and no others. */
    static boolean isIn(JdbcOperations database) {
        Map<String, @Nullable String> applied = new HashMap<>();
        try {
            database.query(APPLIED, row -> {
                String checksum = row.getBoolean("success") ? row.getString("checksum") : null;
                applied.put(row.getString("migration"), checksum);
            });
        } catch (BadSqlGrammarException e) {
            // A reader has no right to read the table, nor to migrate. Any other error: the table does not exist yet.
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
