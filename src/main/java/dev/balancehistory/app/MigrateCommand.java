package dev.balancehistory.app;

import dev.balancehistory.cli.Application;
import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.Program;
import dev.balancehistory.database.SchemaMigration;
import dev.balancehistory.database.SchemaMigration.Migrated;
import dev.balancehistory.process.Outcome;
import java.io.PrintWriter;
import java.util.List;

/** {@code migrate}: migrates the database's schema to the version of this program. */
final class MigrateCommand implements Command {
    private final Application application;
    private final PrintWriter out;

    MigrateCommand(Program program) {
        this.application = program.application();
        this.out = program.out();
    }

    @Override
    public String name() {
        return "migrate";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Create or update the tables.", "Other commands do so too, unless spring.flyway.enabled is false.");
    }

    @Override
    public int run(Arguments arguments) {
        return application.with(arguments.properties(), context -> {
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
