package dev.balancehistory.report;

import dev.balancehistory.database.ZoneRulesCheck;
import dev.balancehistory.process.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** Compares the rules of a request's time zone with those of the database. */
final class RequestCheck {
    /** No snapshot is older. */
    private static final Instant FIRST_SNAPSHOT = Instant.parse("2009-01-01T00:00:00Z");

    /** The reports whose rows the server computes by the time zone. */
    private static final Set<Report> BY_ZONE = EnumSet.of(Report.CLOSE, Report.DAYS);

    private RequestCheck() {}

    /**
     * Checks the zone, since Java has read the dates of the request, and the server computes its periods and local times.
     *
     * @throws Problem if their rules of the zone differ
     */
    static void requireSameZoneRules(ReportRequest request, Connection connection, Instant now) throws SQLException {
        if (BY_ZONE.contains(request.report()) || request.dialect().zone() != null) {
            Duration period = request.period().longest();
            Instant from = request.from();
            Instant to = request.to();
            ZoneRulesCheck.requireSame(
                    connection,
                    request.zone(),
                    (from == null || from.isBefore(FIRST_SNAPSHOT) ? FIRST_SNAPSHOT : from).minus(period),
                    (to == null || to.isAfter(now) ? now : to).plus(period));
        }
    }
}
