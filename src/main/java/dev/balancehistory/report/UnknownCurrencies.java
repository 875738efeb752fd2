package dev.balancehistory.report;

import dev.balancehistory.process.Printable;
import dev.balancehistory.process.Similar;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The requested currencies that a report does not list, since they are mistyped or were never held. */
final class UnknownCurrencies {
    private static final int LONGEST_LINE = 300;

    private static final String KNOWN = "select distinct currency from latest_balance";

    private UnknownCurrencies() {}

    /**
     * Returns a line for each.
     *
     * @param connection the transaction of the export
     */
    static List<String> lines(ReportRequest request, Connection connection) throws SQLException {
        if (request.currencies().isEmpty()) {
            return List.of();
        }
        List<String> absent = texts(
                connection,
                request.report().absentCurrencies(!request.accounts().isEmpty()));
        List<String> known = absent.isEmpty() ? List.of() : texts(connection, KNOWN);
        return absent.stream()
                .map(code -> Printable.text(
                        request.report().code() + ": no balance of '" + code + "' in this report"
                                + (known.contains(code) ? "" : Similar.hint(code, known)),
                        LONGEST_LINE))
                .toList();
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            ResultSet row = statement.executeQuery(query);
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }
}
