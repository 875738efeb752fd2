package dev.balancehistory.statement;

import gg.jte.support.LocalizationSupport;
import java.time.Duration;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts of a language, and the times of a zone as text. */
final class Texts implements LocalizationSupport {
    static final String BUNDLE = "dev.balancehistory.statement.texts";

    private final Locale language;
    private final ZoneId zone;
    private final ResourceBundle bundle;
    private final Causes causes;

    Texts(Locale language, ZoneId zone) {
        this.language = language;
        this.zone = zone;
        this.bundle = ResourceBundle.getBundle(BUNDLE, language);
        this.causes = new Causes(bundle);
    }

    /** An instant with its text. */
    record Moment(Instant instant, String text) {}

    @Override
    public String lookup(String key) {
        return bundle.getString(key);
    }

    /** Returns a text with its values, without markup. */
    String text(String key, Object... values) {
        return pattern.matcher(lookup(key))
                .replaceAll(
                        place -> Matcher.quoteReplacement(String.valueOf(values[Integer.parseInt(place.group(1))])));
    }

    /** Returns the cause of a gap in the language, as far as the program has worded it. */
    String cause(String cause) {
        return causes.text(cause);
    }

    String language() {
        return language.getLanguage();
    }

    /** Returns the name of a period, such as October 2026. */
    String period(Period period) {
        return format("period." + period.unit().name().toLowerCase(Locale.ROOT)).format(period.first());
    }

    /** Returns day and time with the minute. */
    Moment minute(Instant time) {
        return moment("time.minute", time);
    }

    /** Returns day and time with the minute, and with the second unless that is 0. */
    Moment second(Instant time) {
        return moment(time.getEpochSecond() % 60 == 0 ? "time.minute" : "time.second", time);
    }

    /** Returns day and time with the minute, without the year. */
    Moment brief(Instant time) {
        return moment("time.brief", time);
    }

    /** Returns day and time with the millisecond. */
    Moment exact(Instant time) {
        return moment("time.exact", time);
    }

    private Moment moment(String key, Instant time) {
        ZonedDateTime local = time.atZone(zone);
        String offset = local.withEarlierOffsetAtOverlap().equals(local.withLaterOffsetAtOverlap())
                ? ""
                : " UTC" + local.getOffset().getId().replace("Z", "+00:00");
        return new Moment(time, format(key).format(local) + offset);
    }

    /** Returns one of the patterns. */
    DateTimeFormatter format(String key) {
        return DateTimeFormatter.ofPattern(lookup(key), language);
    }

    /** Returns a duration in days, hours and minutes, rounded to a minute; one below two minutes in seconds. */
    String duration(Duration exact) {
        if (exact.toMinutes() < 2) {
            return text("duration.seconds", exact.toSeconds());
        }
        Duration duration = exact.plusSeconds(30);
        if (duration.toDays() >= 2) {
            return text("duration.days", duration.toDays(), duration.toHoursPart());
        }
        return duration.toHours() > 0
                ? text("duration.hours", duration.toHours(), duration.toMinutesPart())
                : text("duration.minutes", duration.toMinutes());
    }

    /** Returns the zone with its offsets from UTC in a range. */
    String zone(Instant from, Instant to) {
        String offsets = offsets(from, to).stream()
                .map(ZonedDateTime::getOffset)
                .distinct()
                .map(offset -> "UTC" + (offset.equals(ZoneOffset.UTC) ? "" : offset.getId()))
                .collect(Collectors.joining(", "));
        return offsets.equals(zone.getId()) ? offsets : zone.getId() + " (" + offsets + ")";
    }

    /** Returns the start of a range, and each instant in it at which the offset from UTC changes. */
    List<ZonedDateTime> offsets(Instant from, Instant to) {
        List<ZonedDateTime> changes = new ArrayList<>(List.of(from.atZone(zone)));
        ZoneOffsetTransition change = zone.getRules().nextTransition(from);
        while (change != null && change.getInstant().isBefore(to)) {
            changes.add(change.getInstant().atZone(zone));
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return changes;
    }

    /** Returns the abbreviated names of the months, from January on. */
    List<String> months() {
        return Stream.of(Month.values()).map(format("month")::format).toList();
    }
}
