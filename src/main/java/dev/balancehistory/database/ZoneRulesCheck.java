package dev.balancehistory.database;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.TextResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Compares the rules of a time zone in Java, which reads dates, with those of the server, which computes periods. Both have
 * a time zone database of their own, and an old one moves a period by an hour.
 */
public final class ZoneRulesCheck {
    private static final String DIFFERENCE = TextResource.of(ZoneRulesCheck.class, "zone-rules-check.sql");

    /** The names that PostgreSQL takes for offsets, and that its functions here reject. */
    private static final Set<String> ABBREVIATIONS = Set.of("CET", "EET", "MET", "WET");

    private static final Duration STEP = Duration.ofDays(1);
    private static final Duration BEFORE = Duration.ofSeconds(1);

    private ZoneRulesCheck() {}

    /**
     * Checks that both have the same rules.
     *
     * @param from the start of the period of time in which they matter
     * @param to its end; before the start for no time at all
     * @throws Problem if they differ there
     */
    public static void requireSame(Connection connection, ZoneId zone, Instant from, Instant to) throws SQLException {
        // Java's other zones have fixed offsets.
        if (!from.isBefore(to)
                || !ZoneRulesProvider.getAvailableZoneIds().contains(zone.getId())
                || ABBREVIATIONS.contains(zone.getId())) {
            return;
        }
        List<Instant> samples = samples(zone.getRules(), from, to);
        try (PreparedStatement statement = connection.prepareStatement(DIFFERENCE)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "timestamptz", samples.stream().map(Timestamps::of).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int4",
                            samples.stream()
                                    .map(at -> zone.getRules().getOffset(at).getTotalSeconds())
                                    .toArray()));
            statement.setString(3, zone.getId());
            ResultSet row = statement.executeQuery();
            if (row.next()) {
                throw difference(connection, zone, Timestamps.get(row, "at"), row.getInt("seconds"));
            }
        }
    }

    /** Returns an instant of each day, and those around each change of the offset in Java. */
    private static List<Instant> samples(ZoneRules rules, Instant from, Instant to) {
        List<Instant> samples = new ArrayList<>();
        for (Instant at = from; at.isBefore(to); at = at.plus(STEP)) {
            samples.add(at);
        }
        samples.add(to);
        for (ZoneOffsetTransition change = rules.nextTransition(from);
                change != null && !change.getInstant().isAfter(to);
                change = rules.nextTransition(change.getInstant())) {
            samples.add(change.getInstant().minus(BEFORE));
            samples.add(change.getInstant());
        }
        return samples;
    }

    private static Problem difference(Connection connection, ZoneId zone, Instant at, int seconds) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet row = statement.executeQuery("show server_version");
            row.next();
            return new Problem(
                    Outcome.CONFIGURATION,
                    "Java and PostgreSQL disagree on the time zone " + zone + ". At " + at + " its offset is "
                            + zone.getRules().getOffset(at) + " for Java "
                            + Runtime.version().feature() + " (time zone database "
                            + ZoneRulesProvider.getVersions(zone.getId()).lastKey() + ") and "
                            + ZoneOffset.ofTotalSeconds(seconds) + " for PostgreSQL " + row.getString(1)
                            + ". Update the older of both");
        }
    }
}
