package dev.balancehistory.report;

import dev.balancehistory.cli.DecimalSign;
import dev.balancehistory.cli.SpreadsheetMark;
import java.util.List;
import java.util.stream.Stream;

/** A column of a report: its name, and how its values are written. */
record Column(String name, Kind kind) {
    /** The type of a column. */
    enum Kind {
        TEXT,
        /** A period, which a spreadsheet may read as a date. */
        PERIOD,
        NUMBER,
        INSTANT,
        DAY,
        DURATION,
        TRUTH
    }

    /** Returns columns of text. */
    static List<Column> texts(String... names) {
        return of(Kind.TEXT, names);
    }

    /** Returns columns of amounts or counts. */
    static List<Column> numbers(String... names) {
        return of(Kind.NUMBER, names);
    }

    /** Returns the columns of a balance and its parts. */
    static List<Column> amounts() {
        return numbers("balance", "available_balance", "locked_balance");
    }

    /** Returns columns of instants. */
    static List<Column> instants(String... names) {
        return of(Kind.INSTANT, names);
    }

    /** Returns columns of one kind, in this order. */
    static List<Column> of(Kind kind, String... names) {
        return Stream.of(names).map(name -> new Column(name, kind)).toList();
    }

    /** Returns the SQL expression of the cell. */
    String expression(Dialect dialect) {
        return switch (kind) {
            case NUMBER -> number(quoted(), dialect);
            case DURATION -> duration(dialect);
            case INSTANT -> instant(dialect);
            case DAY -> "to_char(%1$s, 'YYYY-MM-DD') as %1$s".formatted(quoted());
            case TRUTH -> "case when %1$s then 'true' else 'false' end as %1$s".formatted(quoted());
            case PERIOD -> quoted();
            case TEXT -> dialect.spreadsheet() ? marked() : quoted();
        };
    }

    /** Returns an expression of the digits, which a spreadsheet keeps if they are text. */
    private String number(String value, Dialect dialect) {
        if (!dialect.spreadsheet() && dialect.decimal() == DecimalSign.POINT) {
            return value;
        }
        String text = "replace((%s)::text, '.', '%s')"
                .formatted(value, dialect.decimal().sign());
        String mark = "case when length(btrim(translate((%1$s)::text, '-.', ''), '0')) > 15 then '''' else '' end || "
                .formatted(value);
        return (dialect.spreadsheet() ? mark : "") + text + " as " + quoted();
    }

    private String duration(Dialect dialect) {
        return dialect.spreadsheet()
                ? number("round(extract(epoch from %s) / 3600, 3)".formatted(quoted()), dialect)
                // The driver's own clock has microseconds, an exchange's has milliseconds.
                : "date_trunc('milliseconds', %1$s) as %1$s".formatted(quoted());
    }

    private String instant(Dialect dialect) {
        if (dialect.spreadsheet()) {
            return "to_char(%1$s, 'YYYY-MM-DD HH24:MI:SS%2$sMS') as %1$s"
                    .formatted(quoted(), dialect.decimal().sign());
        }
        // The session has the zone of the report.
        return dialect.zone() == null
                ? "to_char(%1$s at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') as %1$s".formatted(quoted())
                : "to_char(%1$s, 'YYYY-MM-DD\"T\"HH24:MI:SS.MSTZH:TZM') as %1$s".formatted(quoted());
    }

    /** Some names, such as "before", mean something else in SQL. */
    private String quoted() {
        return '"' + name + '"';
    }

    private String marked() {
        return "case when %1$s ~ '%2$s' or %1$s ~* '%3$s' then '''' || %1$s else %1$s end as %1$s"
                .formatted(quoted(), SpreadsheetMark.FORMULA.replace("'", "''"), SpreadsheetMark.VALUE);
    }
}
