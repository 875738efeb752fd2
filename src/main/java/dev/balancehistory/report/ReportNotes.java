package dev.balancehistory.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The notes on an exported report. */
final class ReportNotes {
    private ReportNotes() {}

    /**
     * Returns what the reader of the report has to know, a line each.
     *
     * @param connection the transaction of the export
     * @param rows the number of rows of the report
     */
    static List<String> of(ReportRequest request, ReportValues values, Connection connection, Instant now, long rows)
            throws SQLException {
        List<String> notes = new ArrayList<>(UnknownCurrencies.lines(request, values, connection));
        if (rows == 0) {
            notes.add(EmptyReport.reason(request, values, connection));
        }
        Instant at = request.at();
        if (rows > 0 && at != null && at.isAfter(now)) {
            notes.add(request.report().code() + ": " + request.written(at)
                    + " is in the future: these are the newest balances");
        }
        if (request.report() == Report.CLOSE) {
            notes.addAll(new IncompletePeriods(request).lines(connection));
        }
        return notes;
    }
}
