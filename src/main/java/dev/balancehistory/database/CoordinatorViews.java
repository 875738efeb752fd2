package dev.balancehistory.database;

import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Applies views and functions on the coordinator only, if the database is distributed by Citus. Its workers need none, and
 * it cannot copy those that depend on each other. Other databases ignore the setting.
 */
final class CoordinatorViews extends BaseCallback {
    private static final String HERE_ONLY = "set local citus.enable_ddl_propagation = off";

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE;
    }

    /** The transaction is that of the migration, and the setting ends with it. */
    @Override
    public void handle(Event event, Context context) {
        if (context.getMigrationInfo().getVersion() != null) {
            return;
        }
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute(HERE_ONLY);
        } catch (SQLException e) {
            throw new FlywayException("The setting " + HERE_ONLY + " failed", e);
        }
    }
}
