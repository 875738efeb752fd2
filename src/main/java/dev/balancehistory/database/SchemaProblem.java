package dev.balancehistory.database;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.util.function.Supplier;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/** Translates the failure of a migration, or of a look at the schema, to a message. */
final class SchemaProblem {
    private SchemaProblem() {}

    /**
     * Returns the result of an action.
     *
     * @throws Problem if the database or Flyway fails
     */
    static <T extends @Nullable Object> T translated(Supplier<T> action) {
        try {
            return action.get();
        } catch (DataAccessException e) {
            throw DatabaseProblem.of(e);
        } catch (FlywayException e) {
            Problem problem = DatabaseProblem.of(e);
            // The migrations themselves are correct: they do not fit the objects that exist.
            throw problem.outcome() == Outcome.BUG ? ofFlyway(e) : problem;
        }
    }

    private static Problem ofFlyway(FlywayException e) {
        if (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
            return new Problem(Outcome.CONFIGURATION, SchemaHome.FOREIGN, e);
        }
        String message = String.valueOf(
                        NestedExceptionUtils.getMostSpecificCause(e).getMessage())
                .lines()
                .findFirst()
                .orElse("no reason given");
        // Flyway reports it by this message only, after almost a minute.
        Outcome outcome = message.contains("advisory lock") ? Outcome.TEMPORARY_FAILURE : Outcome.CONFIGURATION;
        return new Problem(outcome, "the database's schema can't be migrated: " + message, e);
    }
}
