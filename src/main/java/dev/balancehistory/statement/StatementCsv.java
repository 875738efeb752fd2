package dev.balancehistory.statement;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.balancehistory.statement.AccountSection.Row;
import dev.balancehistory.statement.Series.Point;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The CSV of a statement: each number of the page, with its time and its response. */
final class StatementCsv {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final StringWriter text = new StringWriter();
    private final CsvWriter csv;

    private StatementCsv() {
        csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
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
                "cause");
    }

    /** Returns the CSV in UTF-8. */
    static byte[] of(
            StatementRequest request, Completeness completeness, List<TotalRow> totals, List<AccountSection> sections) {
        StatementCsv csv = new StatementCsv();
        csv.writeCompleteness(request, completeness);
        totals.forEach(row -> csv.writeTotal(request, row));
        sections.forEach(section -> csv.writeAccount(request, section));
        sections.forEach(section -> section.account().gaps().forEach(csv::writeGap));
        csv.flush();
        return csv.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void writeCompleteness(StatementRequest request, Completeness completeness) {
        if (completeness.expected() > 0) {
            Line all = new Line("", null).from(request.from()).until(request.to());
            write(all, "snapshots", completeness.recorded());
            write(all, "expected_snapshots", completeness.expected());
            write(all, "missing_snapshots", completeness.missing());
            write(all, "recorded_percent", completeness.percent());
            write(all, "gaps", completeness.gaps().size());
        }
        for (Completeness.Strip strip : completeness.strips()) {
            Line line = new Line(strip.account(), null).from(request.from()).until(request.to());
            write(line, "snapshots", strip.snapshots());
            write(line, "expected_snapshots", strip.expected());
            write(line, "missing_snapshots", strip.missingSnapshots());
            write(line, "recorded_percent", strip.percent());
        }
    }

    private void writeTotal(StatementRequest request, TotalRow row) {
        Line line = new Line("", new Holding("", row.currency()));
        Held opening = row.opening();
        Held closing = row.closing();
        Line before = line.from(request.from()).of(row.openingAccounts());
        Line after = line.from(request.to()).of(row.closingAccounts());
        write(before, "opening_balance", opening == null ? null : opening.balance());
        write(after, "change", row.change());
        write(after, "closing_balance", closing == null ? null : closing.balance());
        write(after, "closing_locked_balance", closing == null ? null : closing.locked());
        write(after, "closing_locked_percent", row.lockedPercent());
    }

    private void writeAccount(StatementRequest request, AccountSection section) {
        AccountHistory account = section.account();
        for (Row row : section.all()) {
            Line line = new Line(account.name(), row.holding());
            Held opening = row.opening();
            Held closing = row.closing();
            Line before = line.from(account.opening());
            Line after = line.from(account.closing());
            write(before, "opening_balance", opening == null ? null : opening.balance());
            write(after, "change", row.change());
            write(after, "closing_balance", closing == null ? null : closing.balance());
            write(after, "closing_locked_balance", closing == null ? null : closing.locked());
            Series series = row.series();
            if (series != null) {
                write(
                        line.from(series.lowest().time()),
                        "lowest_balance",
                        series.lowest().balance());
                write(
                        line.from(series.highest().time()),
                        "highest_balance",
                        series.highest().balance());
                write(line.from(request.from()).until(request.to()), "changes", series.changes());
                if (row.card() != null) {
                    writePicture(line, series);
                }
            }
        }
    }

    /** Writes what the script shows at the pointer. */
    private void writePicture(Line line, Series series) {
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

    private void writeGap(Gap gap) {
        Line line = new Line(gap.account(), null)
                .from(gap.after())
                .until(gap.before())
                .because(gap.cause());
        write(line, "gap_missing_snapshots", gap.missing());
    }

    private void flush() {
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Line line, String measure, @Nullable Object value) {
        if (value != null) {
            String digits = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
            csv.writeRecord(line.cells(measure, digits));
        }
    }

    /** The cells beside a number. */
    private record Line(
            String account,
            @Nullable Holding holding,
            @Nullable Instant time,
            @Nullable Instant until,
            @Nullable Source source,
            @Nullable Integer accounts,
            String cause) {
        Line(String account, @Nullable Holding holding) {
            this(account, holding, null, null, null, null, "");
        }

        Line from(@Nullable Instant start) {
            return new Line(account, holding, start, until, source, accounts, cause);
        }

        Line from(@Nullable Source snapshot) {
            return new Line(
                    account, holding, snapshot == null ? null : snapshot.time(), until, snapshot, accounts, cause);
        }

        Line until(@Nullable Instant end) {
            return new Line(account, holding, time, end, source, accounts, cause);
        }

        Line of(int reporting) {
            return new Line(account, holding, time, until, source, reporting, cause);
        }

        Line because(String reason) {
            return new Line(account, holding, time, until, source, accounts, reason);
        }

        String[] cells(String measure, String value) {
            return new String[] {
                measure,
                account,
                holding == null ? "" : holding.wallet(),
                holding == null ? "" : holding.currency(),
                value,
                text(time),
                text(until),
                source == null ? "" : Long.toString(source.response()),
                source == null ? "" : source.sha256(),
                accounts == null ? "" : accounts.toString(),
                cause
            };
        }

        private static String text(@Nullable Instant instant) {
            return instant == null ? "" : TIME.format(instant);
        }
    }
}
