package dev.balancehistory.app;

import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.Program;
import dev.balancehistory.database.SchemaMigration;
import dev.balancehistory.database.SchemaMigration.Migrated;
import dev.balancehistory.process.Outcome;
import java.io.PrintWriter;
import java.util.List;

/** {@code migrate}: migrates the database's schema to the version of this program. */
record MigrateCommand(Program program) implements Command {
    @Override
    public String name() {
        return "migrate";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Create or update the tables, and a missing schema.",
                "Other commands update the tables too, unless spring.flyway.enabled is false.");
    }

    @Override
    public int run(Arguments arguments) {
        PrintWriter out = program.out();
        return program.application().with(arguments.properties(), context -> {
            SchemaMigration migration = context.get(SchemaMigration.class);
            Migrated migrated = migration.migrate();
            if (migrated.createdSchema() != null) {
                out.println("Created the schema " + migrated.createdSchema() + ".");
            }
            out.println(
                    migrated.applied() == 0
                            ? "The schema is at version " + migrated.version() + " already."
                            : "Applied " + migrated.applied()
                                    + (migrated.applied() == 1 ? " migration" : " migrations")
                                    + ": the schema is at version " + migrated.version() + ".");
            migration
                    .advanceSequences()
                    .forEach(behind -> out.println("Advanced the sequence " + behind.name() + " to " + behind.highest()
                            + ", the highest number of its table."));
            return Outcome.DONE.exitCode();
        });
    }
}
