package dev.balancehistory.report;

/** A column of a report: its name, and how its values are written. */
record Column(String name, Kind kind) {
    /** The type of a column. */
    enum Kind {
        TEXT,
        NUMBER,
        INSTANT,
        DURATION
    }

    /**
     * Returns the SQL expression of the cell.
     *
     * @param spreadsheet whether an apostrophe precedes text that a spreadsheet would take for a formula. It also
     *     precedes an apostrophe, so that an import can remove it
     */
    String expression(boolean spreadsheet) {
        return switch (kind) {
            case NUMBER -> name;
            // The driver's own clock has microseconds, an exchange's has milliseconds.
            case DURATION -> "date_trunc('milliseconds', %1$s) as %1$s".formatted(name);
            case INSTANT ->
                "to_char(%1$s at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') as %1$s".formatted(quoted());
            case TEXT ->
                spreadsheet
                        ? "case when %1$s ~ '^[-=+@''\\t\\r]' then '''' || %1$s else %1$s end as %1$s"
                                .formatted(quoted())
                        : quoted();
        };
    }

    /** Some names, such as "before", mean something else in SQL. */
    private String quoted() {
        return '"' + name + '"';
    }
}
