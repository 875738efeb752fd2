package dev.balancehistory.report;

import dev.balancehistory.cli.HelpPage;
import java.util.ArrayList;
import java.util.List;

/** The page of help of a report: what it contains, its columns, and an example. */
final class ReportHelp {
    private static final int LONGEST_LINE = 100;

    private ReportHelp() {}

    /** Returns the page. */
    static HelpPage of(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add("Write as CSV: " + report.description() + ".");
        notes(report).lines().forEach(lines::add);
        lines.add("");
        lines.add("Columns");
        lines.addAll(columns(report.columnNames()));
        lines.add("");
        lines.add("Example");
        lines.add("  balance-history export " + report.code() + " " + example(report));
        return new HelpPage("export " + report.code(), lines, ExportOptions.of(report));
    }

    private static List<String> columns(List<String> names) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(" ");
        for (String name : names) {
            if (line.length() + name.length() > LONGEST_LINE) {
                lines.add(line.toString());
                line = new StringBuilder(" ");
            }
            line.append(' ').append(name);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String notes(Report report) {
        return switch (report) {
            case HISTORY -> """
                    time_source is the origin of response_time, and origin that of the row.
                    'balance-history import' reads the file into another database.""";
            case CLOSE -> """
                    A row is the close of its period only if complete is true. It is false until the period is over,
                    and if --from or --to cuts the period. It is also false if the last snapshot is more than 1.5 intervals
                    before the end. Standard error reports these periods.
                    expected_snapshots is for the whole period. It follows from the account's interval, which status shows
                    with its source, and is empty if that is unknown.""";
            case LATEST -> "age is the time since response_time.";
            case AS_OF -> "age is the time from response_time to --at.";
            case CHANGE -> """
                    The opening is the last snapshot before --from, the closing the last one before --to.
                    An empty cell means that the snapshot does not list the currency, which is not zero.""";
            case MOVES -> """
                    A balance changed at some time between the snapshot before and response_time.
                    An empty cell means that the snapshot does not list the currency, which is not zero.""";
            case TOTAL -> """
                    accounts counts those whose snapshot lists the currency, accounts_expected all of them. An account
                    without a snapshot is never assumed to be zero. The sum is as recent as oldest_response_time.""";
            case LOCKED -> """
                    The balance was locked after last_seen_free and no later than locked_since. An empty last_seen_free
                    means that no snapshot before lists it with nothing locked.""";
            case DAYS -> """
                    Each day that the range overlaps, up to today, also those without a snapshot. A day is counted as a
                    whole. longest_gap is the longest time of the day without a snapshot.""";
            case GAPS -> """
                    A gap is a distance of more than 1.5 times the account's interval. An empty before means that it
                    lasts until now.""";
            case RUNS -> "An empty exit_code means that the run has not ended, or that its process died.";
            case SEALS -> "Keep the newest sequence and seal of each account in another place.";
        };
    }

    private static String example(Report report) {
        return switch (report) {
            case HISTORY -> "--account=main --from=2026-10 --to=2026-11";
            case CLOSE -> "--period=month --zone=Asia/Seoul --from=2026-09 --to=2026-11";
            case LATEST -> "--currency=BTC --currency=ETH";
            case AS_OF -> "--zone=Europe/Berlin --at=2026-10-31T24:00";
            case CHANGE -> "--zone=Asia/Seoul --from=2026-10 --to=2026-11";
            case MOVES -> "--account=main --from=2026-10-01T12:00 --to=2026-10-02";
            case TOTAL -> "--zone=Asia/Seoul --at=2026-11";
            case LOCKED -> "--at=2026-10-31T12:00:00Z";
            case DAYS -> "--zone=Asia/Seoul --from=2026-10 --to=2026-11";
            case GAPS -> "--from=2026-10-01 --to=2026-10-08";
            case RUNS -> "--from=2026-10-31";
            case SEALS -> "--account=main --from=2026-10";
        };
    }
}
