package dev.balancehistory.cli;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.database.SchemaMigration;
import dev.balancehistory.database.SchemaMigration.Migrated;
import java.io.PrintWriter;
import java.util.List;

/** {@code migrate}: brings the database's schema to this program's version. */
final class MigrateCommand implements Command {
    private final PrintWriter out;

    MigrateCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public String name() {
        return "migrate";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Create or update the tables, and end.",
                "Every other command does it too, unless spring.flyway.enabled is false.");
    }

    @Override
    public int run(Arguments arguments) {
        return Context.with(arguments.properties(), context -> {
            Migrated migrated = context.get(SchemaMigration.class).migrate();
            out.println(
                    migrated.applied() == 0
                            ? "The schema is at version " + migrated.version() + " already."
                            : "Applied " + migrated.applied()
                                    + (migrated.applied() == 1 ? " migration" : " migrations")
                                    + ": the schema is at version " + migrated.version() + ".");
            return Outcome.DONE.exitCode();
        });
    }
}
