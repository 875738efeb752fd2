package dev.balancehistory.statement;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.balancehistory.statement.Series.Point;
import dev.balancehistory.statement.Series.Range;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The CSV of a statement: each number of the page, with its time and its response. */
final class StatementCsv {
    private final StatementRequest request;
    private final CsvWriter csv;

    /**
     * Begins it.
     *
     * @param out remains open
     */
    StatementCsv(StatementRequest request, OutputStream out) throws IOException {
        this.request = request;
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        if (request.form().spreadsheet()) {
            text.write('\ufeff');
        }
        csv = CsvWriter.builder()
                .fieldSeparator(request.form().delimiter())
                .lineDelimiter(LineDelimiter.LF)
                .build(text);
        csv.writeRecord(
                "measure",
                "account",
                "wallet",
                "currency",
                "value",
                "time",
                "until",
                "response_id",
                "response_sha256",
                "accounts",
                "cause",
                "origin");
    }

    /** Writes the numbers of all accounts. */
    void write(Completeness completeness, TotalTable totals) {
        writeCompleteness(completeness);
        totals.rows().forEach(this::writeTotal);
    }

    private void writeCompleteness(Completeness completeness) {
        if (completeness.expected() > 0) {
            CsvLine all = new CsvLine("", null).from(request.from()).until(request.to());
            write(all, "snapshots", completeness.recorded());
            write(all, "expected_snapshots", completeness.expected());
            write(all, "missing_snapshots", completeness.missing());
            write(all, "recorded_percent", completeness.percent());
            write(all, "gaps", completeness.gaps().size());
        }
        Provenance provenance = Provenance.of(completeness.accounts());
        CsvLine whole = new CsvLine("", null).from(request.from()).until(request.to());
        if (provenance.exported() + provenance.imported() > 0) {
            write(whole, "all_snapshots", provenance.snapshots());
            write(whole, "exported_snapshots", provenance.exported());
            write(whole, "imported_snapshots", provenance.imported());
        }
        for (AccountHistory account : completeness.accounts()) {
            Instant start = Objects.requireNonNullElse(account.since(), request.from());
            CsvLine line = new CsvLine(account.name(), null).from(start).until(request.to());
            write(line, "snapshots", account.snapshots());
            write(line, "expected_snapshots", account.expected());
            write(line, "missing_snapshots", account.expected() == null ? null : account.missing());
            write(line, "recorded_percent", account.percent());
        }
    }

    private void writeTotal(TotalRow row) {
        CsvLine line = new CsvLine("", new Holding("", row.currency()));
        Held opening = row.opening();
        Held closing = row.closing();
        CsvLine before = line.from(request.from()).of(row.openingAccounts());
        CsvLine after = line.from(request.to()).of(row.closingAccounts());
        write(before, "opening_balance", opening == null ? null : opening.balance());
        write(after, "change", row.change());
        write(after, "closing_balance", closing == null ? null : closing.balance());
        write(after, "closing_locked_balance", closing == null ? null : closing.locked());
        write(after, "closing_locked_percent", row.lockedPercent());
    }

    /**
     * Writes the numbers of an account.
     *
     * @param series the balances of the section, each with its points and columns
     */
    void write(AccountSection section, Map<Holding, Series> series) {
        AccountHistory account = section.account();
        for (BalanceRow row : section.all()) {
            CsvLine line = new CsvLine(account.name(), row.holding());
            Held opening = row.opening();
            Held closing = row.closing();
            CsvLine before = line.from(account.opening());
            CsvLine after = line.from(account.closing());
            write(before, "opening_balance", opening == null ? null : opening.balance());
            write(after, "change", row.change());
            write(after, "closing_balance", closing == null ? null : closing.balance());
            write(after, "closing_locked_balance", closing == null ? null : closing.locked());
            Range range = row.range();
            if (range != null) {
                write(
                        line.from(range.lowest().time()),
                        "lowest_balance",
                        range.lowest().balance());
                write(
                        line.from(range.highest().time()),
                        "highest_balance",
                        range.highest().balance());
                write(line.from(request.from()).until(request.to()), "changes", range.changes());
            }
            if (row.card() != null) {
                writePicture(line, Objects.requireNonNull(series.get(row.holding())));
            }
        }
    }

    /** Writes what the script shows at the pointer. */
    private void writePicture(CsvLine line, Series series) {
        if (series.complete()) {
            for (Point point : series.points()) {
                write(line.from(point.time()), "balance", point.balance());
                write(line.from(point.time()), "locked_balance", point.locked());
            }
        } else {
            series.columns().forEach(column -> {
                write(line.from(column.start()), "column_lowest_balance", column.lowest());
                write(line.from(column.start()), "column_highest_balance", column.highest());
            });
        }
    }

    void write(Gap gap) {
        CsvLine line = new CsvLine(gap.account(), null)
                .from(gap.after())
                .until(gap.before())
                .because(gap.cause());
        write(line, "gap_missing_snapshots", gap.missing());
    }

    void flush() throws IOException {
        csv.flush();
    }

    private void write(CsvLine line, String measure, @Nullable Object value) {
        if (value != null) {
            String digits = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
            csv.writeRecord(line.cells(measure, digits, request.form(), request.zone()));
        }
    }
}
