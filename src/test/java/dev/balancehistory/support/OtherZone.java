package dev.balancehistory.support;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** A time zone that PostgreSQL knows as UTC and Java does not know: a test gives it rules. */
public final class OtherZone extends ZoneRulesProvider {
    private static final String NAME = "Factory";

    private static ZoneRules rules = ZoneOffset.UTC.getRules();
    private static boolean registered;

    private OtherZone() {}

    /** Returns the zone, whose clocks are one hour ahead between these instants. */
    public static ZoneId withSummer(String start, String end) {
        ZoneOffset summer = ZoneOffset.ofHours(1);
        rules = ZoneRules.of(
                ZoneOffset.UTC,
                ZoneOffset.UTC,
                List.of(),
                List.of(
                        ZoneOffsetTransition.of(local(start, ZoneOffset.UTC), ZoneOffset.UTC, summer),
                        ZoneOffsetTransition.of(local(end, summer), summer, ZoneOffset.UTC)),
                List.of());
        if (!registered) {
            registerProvider(new OtherZone());
            registered = true;
        }
        return ZoneId.of(NAME);
    }

    private static LocalDateTime local(String instant, ZoneOffset offset) {
        return LocalDateTime.ofInstant(Instant.parse(instant), offset);
    }

    @Override
    protected Set<String> provideZoneIds() {
        return Set.of(NAME);
    }

    @Override
    protected ZoneRules provideRules(String zone, boolean forCaching) {
        // Not cached, since the next test has other rules.
        return forCaching ? null : rules;
    }

    @Override
    protected NavigableMap<String, ZoneRules> provideVersions(String zone) {
        return new TreeMap<>(Map.of("2026z", rules));
    }
}
