package dev.balancehistory.report;

import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The periods of an exported close that are no close: they still last, or the range cuts them. */
final class IncompletePeriods {
    private static final String QUERY = TextResource.of(IncompletePeriods.class, "incomplete-periods.sql");

    private final ReportRequest request;

    IncompletePeriods(ReportRequest request) {
        this.request = request;
    }

    /**
     * Returns a line for each.
     *
     * @param connection the transaction of the export
     */
    List<String> lines(Connection connection) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            int place = 1;
            statement.setString(place++, request.period().code());
            statement.setString(place++, request.zoneName());
            statement.setObject(place++, Timestamps.ofNullable(request.from()));
            statement.setObject(place++, Timestamps.ofNullable(request.to()));
            statement.setArray(place++, texts(connection, request.accounts()));
            statement.setArray(place++, texts(connection, request.currencies()));
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                lines.add(line(
                        row.getString("period"),
                        Timestamps.get(row, "period_start"),
                        Timestamps.get(row, "period_end"),
                        row.getBoolean("running")));
            }
        }
        return lines;
    }

    private static @Nullable Array texts(Connection connection, List<String> texts) throws SQLException {
        return texts.isEmpty() ? null : connection.createArrayOf("text", texts.toArray());
    }

    private String line(String period, Instant start, Instant end, boolean running) {
        List<String> reasons = new ArrayList<>();
        List<String> options = new ArrayList<>();
        Instant from = request.from();
        if (from != null && from.isAfter(start)) {
            reasons.add("the range starts at " + time(from));
            options.add("--from=" + time(start));
        }
        Instant to = request.to();
        if (running) {
            reasons.add("it lasts until " + time(end));
        } else if (to != null && to.isBefore(end)) {
            reasons.add("the range ends at " + time(to));
            options.add("--to=" + time(end));
        }
        return "close: " + period + " is not complete: " + String.join(" and ", reasons)
                + (options.isEmpty() ? "" : "; use " + String.join(" ", options) + " for all of it");
    }

    /** Returns the date if it starts at that instant, so that a user can repeat the option. */
    private String time(Instant instant) {
        ZoneId zone = request.zone();
        LocalDate day = instant.atZone(zone).toLocalDate();
        return day.atStartOfDay(zone).toInstant().equals(instant)
                ? day.toString()
                : instant.atZone(zone).toOffsetDateTime().toString();
    }
}
