package dev.balancehistory.statement;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.balancehistory.app.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A database, and the command run against it, with its files in a folder. */
final class StatementRuns implements AutoCloseable {
    private final Workbench bench = new Workbench();
    private final StatementHistory history = new StatementHistory(bench.database);
    private final Path folder;

    StatementRuns(Path folder) {
        this.folder = folder;
    }

    StatementHistory history() {
        return history;
    }

    Workbench.Ended run(String... command) {
        return bench.run(command);
    }

    /** Makes a statement, replacing the one before; the time in it is the end of 2025. */
    Workbench.Ended statement(String period, String... options) {
        return statementIn(folder, period, options);
    }

    private Workbench.Ended statementIn(Path output, String period, String... options) {
        List<String> command = new ArrayList<>(List.of(
                "statement",
                "--period=" + period,
                "--output=" + output,
                "--overwrite",
                "--prepared=2025-12-31T00:00:00Z"));
        command.addAll(List.of(options));
        return bench.run(command.toArray(String[]::new));
    }

    /** Makes a statement that has to succeed, and returns its page. */
    HtmlPage page(String period, String... options) {
        Workbench.Ended run = statement(period, options);
        assertThat(run.code()).as(run.err()).isZero();
        return new HtmlPage(read("statement-" + period + ".html"));
    }

    /** Makes a page of this name. */
    void page(Path file, String period, String... options) {
        Workbench.Ended run = statementIn(file, period, options);
        assertThat(run.code()).as(run.err()).isZero();
    }

    Path path(String file) {
        return folder.resolve(file);
    }

    String read(String file) {
        try {
            return Files.readString(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<NamedCsvRecord> csv(String period) {
        return records(read("statement-" + period + ".csv"));
    }

    /** Runs a report and returns its rows. */
    List<NamedCsvRecord> export(String... options) {
        List<String> command = new ArrayList<>(List.of("export"));
        command.addAll(List.of(options));
        Workbench.Ended run = bench.run(command.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return records(run.out());
    }

    private static List<NamedCsvRecord> records(String csv) {
        return CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
    }

    @Override
    public void close() {
        bench.close();
    }
}
