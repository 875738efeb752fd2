package dev.balancehistory.report;

import dev.balancehistory.process.Printable;
import dev.balancehistory.process.Similar;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

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
    static List<String> lines(ReportRequest request, ReportValues values, Connection connection) throws SQLException {
        List<String> absent = absent(request, values, connection);
        List<String> known = absent.isEmpty() ? List.of() : known(connection);
        return absent.stream()
                .map(code -> Printable.text(
                        request.report().code() + ": no balance of '" + code + "' in this report"
                                + (known.contains(code) ? "" : Similar.hint(code, known)),
                        LONGEST_LINE))
                .toList();
    }

    private static List<String> absent(ReportRequest request, ReportValues values, Connection connection)
            throws SQLException {
        List<String> absent = new ArrayList<>();
        if (request.currencies().isEmpty()) {
            return absent;
        }
        String query = values.inlined(request.report().lists(!request.accounts().isEmpty()), connection);
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (String code : new TreeSet<>(request.currencies())) {
                statement.setString(1, code);
                if (!statement.executeQuery().next()) {
                    absent.add(code);
                }
            }
        }
        return absent;
    }

    private static List<String> known(Connection connection) throws SQLException {
        List<String> known = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            ResultSet row = statement.executeQuery(KNOWN);
            while (row.next()) {
                known.add(row.getString(1));
            }
        }
        return known;
    }
}
