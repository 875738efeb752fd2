package dev.balancehistory.importing;

import dev.balancehistory.process.Problem;
import java.io.IOException;
import java.io.InputStream;
import javax.sql.DataSource;

/**
 * Reads the files of an import, each by its form: the CSV of {@code export history}, or responses.
 *
 * @param dataSource the database, to sort the lines of a CSV
 * @param longestResponse the most bytes of a response
 */
record ImportFiles(
        DataSource dataSource,
        int longestResponse,
        CsvForm form,
        NamedAccount named,
        ImportProgress progress,
        ImportReport report,
        ImportReader responses,
        ExportedSnapshots snapshots) {
    /**
     * Reads a file to its end. An unreadable one is rejected.
     *
     * @param stdin the stream to read if there is no file
     * @throws Problem if the database fails, or the import was stopped
     */
    void read(ImportSource source, InputStream stdin) {
        report.from(source.name());
        try (InputStream in = source.open(stdin, progress::read)) {
            LineReader lines = new LineReader(in, longestResponse);
            Line first = lines.start();
            HistoryCsv csv = HistoryCsv.under(first, form);
            String foreign = csv == null ? ForeignFile.description(first, named.isGiven()) : null;
            if (csv != null) {
                try (StagedRows rows = StagedRows.open(dataSource)) {
                    new HistoryFile(csv, lines, rows, snapshots, report).read();
                }
            } else if (foreign != null) {
                report.rejected(0, foreign);
            } else {
                new ResponseFile(lines, longestResponse, responses, report).read();
            }
        } catch (IOException e) {
            report.rejected(0, "it can't be read to its end: " + e.getMessage());
        }
    }
}
