package dev.balancehistory.importing;

import dev.balancehistory.balance.Account;
import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.DecimalSign;
import dev.balancehistory.cli.Program;
import dev.balancehistory.cli.ProgressLine;
import dev.balancehistory.cli.ShutdownHook;
import dev.balancehistory.cli.UsageError;
import dev.balancehistory.exchange.AccountExchanges;
import dev.balancehistory.settings.Times;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Options;

/** {@code import}: imports archived responses and exported histories. */
record ImportCommand(Program program) implements Command {
    private static final String ACCOUNT = "account";
    private static final String DRY_RUN = "dry-run";
    private static final String ZONE = "zone";
    private static final String ALLOW_SHARED = "allow-shared";

    @Override
    public String name() {
        return "import";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Import archived responses.",
                "Reads files and folders, or - for standard input: one JSON response a file, one a line, or the CSV of",
                "'export history'. They can be compressed by gzip. An import can be repeated, in any order: it skips",
                "a recorded snapshot. Reports what is rejected with file and line, archives it, and ends with 65.");
    }

    @Override
    public String operands() {
        return "PATH...";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Arguments.value(
                        ACCOUNT,
                        "NAME",
                        "The account of the responses. A CSV names its accounts itself;\nthen only this"
                                + " one is imported, and any other is rejected."))
                .addOption(Arguments.value(
                        DecimalSign.OPTION, "point|comma", "The sign before decimals in a CSV; default: point."))
                .addOption(Arguments.value(
                        ZONE,
                        "ZONE",
                        "The time zone of the local times that --excel has written,\nsuch as Europe/Berlin."))
                .addOption(Arguments.flag(DRY_RUN, "Report the result, and write nothing."))
                .addOption(
                        Arguments.flag(
                                ALLOW_SHARED,
                                "Import responses that another account has recorded. Without it,\nthey end the import with 65."));
    }

    @Override
    public int run(Arguments arguments) {
        if (arguments.operands().isEmpty()) {
            throw new UsageError("name the files or folders to import, or - for standard input");
        }
        ImportRequest request = new ImportRequest(
                arguments.operands(),
                arguments.one(ACCOUNT, ImportCommand::accountName).orElse(null),
                arguments.has(DRY_RUN),
                arguments.has(ALLOW_SHARED),
                new CsvForm(
                        arguments.one(DecimalSign.OPTION, DecimalSign::of).orElse(DecimalSign.POINT),
                        arguments.one(ZONE, Times::zone).orElse(null)));
        return program.application().with(arguments.properties(), context -> {
            Imported imported = imported(context.get(ImportHistory.class), request);
            print(imported, request.dryRun(), context.get(AccountExchanges.class));
            return imported.outcome().exitCode();
        });
    }

    private static String accountName(String name) {
        if (!Account.isName(name)) {
            throw new IllegalArgumentException("a name has letters, digits, '.', '_' and '-' only");
        }
        return name;
    }

    private Imported imported(ImportHistory history, ImportRequest request) {
        ProgressLine progress = ProgressLine.onTerminal(program.err());
        MalformationLines malformations = new MalformationLines(program.err(), progress);
        ShutdownHook end = ShutdownHook.onSignal(history::stop);
        try (progress;
                end) {
            return history.run(request, System.in, malformations, progress);
        } finally {
            malformations.end();
        }
    }

    private void print(Imported imported, boolean dryRun, AccountExchanges configuration) {
        PrintWriter out = program.out();
        out.printf(
                Locale.ROOT,
                "%s%d files, %d responses: %d recorded (%d balances), %d already recorded, %d duplicate, %d conflict,"
                        + " %d failed. Rejected: %d.%n",
                dryRun ? "Nothing was written. " : "",
                imported.files(),
                imported.responses(),
                imported.recorded(),
                imported.balances(),
                imported.alreadyRecorded(),
                imported.duplicates(),
                imported.conflicts(),
                imported.failed(),
                imported.rejected());
        if (imported.passedOver() > 0) {
            out.println("Skipped, since their names don't end in .json, .ndjson, .jsonl or .csv (or these and .gz): "
                    + imported.passedOver() + " files.");
        }
        for (String account : imported.newAccounts()) {
            out.println("New account: " + account + (configuration.isConfigured(account) ? "." : ", not configured."));
        }
    }
}
