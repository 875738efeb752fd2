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
 * Sees with one query whether a database has this program's migrations, all of them, as they are, and no others, which
 * takes Flyway many. Only if not is it Flyway's turn, which also says why.
 */
public final class CurrentSchema {
    private static final String RESOURCE = "db/current-schema.properties";

    private static final String APPLIED =
            "select coalesce(version, '') as version, checksum, success from flyway_schema_history";

    private CurrentSchema() {}

    /** Returns whether there is nothing to migrate and nothing to complain of. */
    public static boolean isIn(JdbcOperations database) {
        Map<String, @Nullable String> applied = new HashMap<>();
        try {
            database.query(APPLIED, row -> {
                String checksum = row.getBoolean("success") ? row.getString("checksum") : null;
                applied.put(row.getString("version"), checksum);
            });
        } catch (BadSqlGrammarException e) {
            // A reader, who can neither look nor migrate. Otherwise there is no table: nothing was migrated yet.
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
