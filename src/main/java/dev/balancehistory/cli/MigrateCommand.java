package dev.balancehistory.cli;

import dev.balancehistory.history.SchemaMigration;
import dev.balancehistory.history.SchemaMigration.Migrated;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code migrate}: brings the database's schema to this program's version. */
@Command(
        name = "migrate",
        description = {
            "Create or update the tables, and end.",
            "Every other command does it too, unless spring.flyway.enabled is false."
        })
final class MigrateCommand implements Callable<Integer> {
    private final List<String> properties;
    private final PrintWriter out;

    MigrateCommand(List<String> properties, PrintWriter out) {
        this.properties = properties;
        this.out = out;
    }

    @Override
    public Integer call() {
        return Context.with(properties, context -> {
            Migrated migrated = context.get(SchemaMigration.class).migrate();
            out.println(
                    migrated.applied() == 0
                            ? "The schema is at version " + migrated.version() + " already."
                            : "Applied " + migrated.applied() + " migrations: the schema is at version "
                                    + migrated.version() + ".");
            return ExitCode.DONE;
        });
    }
}
