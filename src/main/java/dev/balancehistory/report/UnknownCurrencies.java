package dev.balancehistory.report;

import dev.balancehistory.process.Printable;
import dev.balancehistory.process.Similar;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

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
        if (request.currencies().isEmpty()) {
            return List.of();
        }
        JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        String query = values.inlined(request.report().lists(!request.accounts().isEmpty()), connection);
        List<String> absent = new TreeSet<>(request.currencies())
                .stream()
                        .filter(code -> jdbc.queryForList(query, code).isEmpty())
                        .toList();
        if (absent.isEmpty()) {
            return List.of();
        }
        List<String> known = jdbc.query(KNOWN, (row, number) -> row.getString(1));
        return absent.stream()
                .map(code -> Printable.text(
                        request.report().code() + ": no balance of '" + code + "' in this report"
                                + (known.contains(code) ? "" : Similar.hint(code, known)),
                        LONGEST_LINE))
                .toList();
    }
}
