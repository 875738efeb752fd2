package dev.balancehistory.report;

import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The periods of an exported close that are no close: they still last, the range cuts them, or a gap is at their end. */
record IncompletePeriods(ReportRequest request) {
    private static final String QUERY = TextResource.of(IncompletePeriods.class, "incomplete-periods.sql");

    private static final int MOST_NAMED = 3;

    /**
     * Returns a line for each that lasts or is cut, and one for all that end with a gap.
     *
     * @param connection the transaction of the export
     */
    List<String> lines(Connection connection) throws SQLException {
        List<String> lines = new ArrayList<>();
        List<String> early = new ArrayList<>();
        long all = 0;
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            setParameters(statement);
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                String period = row.getString("period");
                String account = row.getString("account");
                if (account != null) {
                    early.add(period + " of " + account);
                    all = row.getLong("early");
                } else {
                    lines.add(line(
                            period,
                            Timestamps.get(row, "period_start"),
                            Timestamps.get(row, "period_end"),
                            row.getBoolean("running")));
                }
            }
        }
        if (!early.isEmpty()) {
            lines.add(early(early, all - early.size()));
        }
        return lines;
    }

    private void setParameters(PreparedStatement statement) throws SQLException {
        Connection connection = statement.getConnection();
        int place = 1;
        statement.setString(place++, request.period().code());
        statement.setString(place++, request.zoneName());
        statement.setObject(place++, Timestamps.ofNullable(request.from()));
        statement.setObject(place++, Timestamps.ofNullable(request.to()));
        statement.setArray(place++, texts(connection, request.accounts()));
        statement.setArray(place++, texts(connection, request.currencies()));
        statement.setInt(place, MOST_NAMED);
    }

    private static String early(List<String> named, long more) {
        return "close: not complete, since the last snapshot is more than 1.5 intervals before the end: "
                + String.join(", ", named)
                + (more > 0 ? ", and " + more + " more" : "")
                + "; the report gaps has the causes";
    }

    private static @Nullable Array texts(Connection connection, List<String> texts) throws SQLException {
        return texts.isEmpty() ? null : connection.createArrayOf("text", texts.toArray());
    }

    private String line(String period, Instant start, Instant end, boolean running) {
        List<String> reasons = new ArrayList<>();
        List<String> options = new ArrayList<>();
        Instant from = request.from();
        if (from != null && from.isAfter(start)) {
            reasons.add("the range starts at " + request.written(from));
            options.add("--from=" + request.written(start));
        }
        Instant to = request.to();
        if (running) {
            reasons.add("it lasts until " + request.written(end));
        } else if (to != null && to.isBefore(end)) {
            reasons.add("the range ends at " + request.written(to));
            options.add("--to=" + request.written(end));
        }
        return "close: " + period + " is not complete: " + String.join(" and ", reasons)
                + (options.isEmpty() ? "" : "; use " + String.join(" ", options) + " for all of it");
    }
}
