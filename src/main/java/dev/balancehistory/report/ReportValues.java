package dev.balancehistory.report;

import static java.util.Map.entry;

import dev.balancehistory.spool.SpoolFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The values of a request, as settings of its transaction that the queries of the reports read.
 *
 * @param settings the settings by their names; a list of texts becomes an array
 */
record ReportValues(Map<String, Object> settings) {
    /** The bounds of the range, as queries read them. */
    static final String FROM = "current_setting('report.from')::timestamptz";

    static final String TO = "current_setting('report.to')::timestamptz";
    static final String RANGE = FROM + ", " + TO;
    static final String AT = "current_setting('report.at')::timestamptz";
    static final String PERIOD = "current_setting('report.period')";
    static final String ZONE = "current_setting('report.zone')";
    static final String ACCOUNTS = "current_setting('report.accounts')::text[]";
    static final String CURRENCIES = "current_setting('report.currencies')::text[]";

    private static final String OWN = "report.";

    /**
     * Returns the values of a request.
     *
     * @param waiting the responses in the spool
     */
    static ReportValues of(ReportRequest request, List<SpoolFile> waiting, Instant now) {
        ZoneId shown = request.dialect().zone();
        return new ReportValues(Map.ofEntries(
                entry("intervalstyle", "iso_8601"),
                // The instants have the offset of the session's zone.
                entry("timezone", shown == null ? "UTC" : sessionZone(shown)),
                entry(OWN + "from", text(request.from(), "-infinity")),
                entry(OWN + "to", text(request.to(), "infinity")),
                entry(OWN + "at", text(request.at(), now.toString())),
                entry(OWN + "period", request.period().code()),
                entry(OWN + "zone", request.zoneName()),
                entry(OWN + "accounts", request.accounts()),
                entry(OWN + "currencies", request.currencies()),
                entry(
                        OWN + "spooled_accounts",
                        waiting.stream().map(SpoolFile::account).toList()),
                entry(
                        OWN + "spooled_times",
                        waiting.stream()
                                .map(file -> file.receivedAt().toString())
                                .toList())));
    }

    /** Returns the name for PostgreSQL, which reads an offset without a name as POSIX does: inverted. */
    private static String sessionZone(ZoneId zone) {
        if (zone.normalized() instanceof ZoneOffset offset) {
            return "<" + offset + ">" + ZoneOffset.ofTotalSeconds(-offset.getTotalSeconds());
        }
        return zone.getId();
    }

    private static String text(@Nullable Instant instant, String fallback) {
        return instant == null ? fallback : instant.toString();
    }

    /**
     * Returns a query with literals in place of its settings: the nodes of a distributed database do not have them, and
     * COPY takes no parameters.
     */
    String inlined(String query, Connection connection) throws SQLException {
        PGConnection driver = connection.unwrap(PGConnection.class);
        String inlined = query;
        for (Map.Entry<String, Object> setting : settings.entrySet()) {
            Object value = setting.getValue();
            String text = value instanceof List<?> list
                    ? connection.createArrayOf("text", list.toArray()).toString()
                    : value.toString();
            inlined = inlined.replace(
                    "current_setting('" + setting.getKey() + "')", "'" + driver.escapeLiteral(text) + "'");
        }
        return inlined;
    }
}
