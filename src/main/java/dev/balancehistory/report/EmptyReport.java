package dev.balancehistory.report;

import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/** Finds out why a report has no row. */
final class EmptyReport {
    private static final String RECORDED = TextResource.of(EmptyReport.class, "empty-report.sql");

    private EmptyReport() {}

    /** Returns the reason in one line, as the transaction of the export sees it. */
    static String reason(ReportRequest request, ReportValues values, Connection connection) throws SQLException {
        String reason = switch (request.report()) {
            case RUNS -> "no run started in the range";
            case GAPS -> "no gap is known";
            default -> ofSnapshots(request, values, connection);
        };
        return request.report().code() + ": 0 rows, because " + reason;
    }

    private static String ofSnapshots(ReportRequest request, ReportValues values, Connection connection)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet row = statement.executeQuery(values.inlined(RECORDED, connection));
            row.next();
            Instant first = Timestamps.getNullable(row, "first");
            Instant last = Timestamps.getNullable(row, "last");
            Instant at = request.at();
            if (first == null) {
                return "no snapshot is recorded";
            }
            if (at != null && at.isBefore(first)) {
                return "the first snapshot is of " + first;
            }
            return row.getBoolean("found")
                    ? ofBalances(request)
                    : "no snapshot is in the range: they are from " + first + " to " + last;
        }
    }

    private static String ofBalances(ReportRequest request) {
        return switch (request.report()) {
            case MOVES -> "no balance has changed";
            case LOCKED -> "nothing is locked";
            default ->
                request.currencies().isEmpty()
                        ? "the snapshots list no balance"
                        : "the snapshots do not list the currency";
        };
    }
}
