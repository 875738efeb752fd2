package dev.balancehistory.statement;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The marks of the days, or of the months, along the time. */
record Axis(List<Tick> ticks) {
    /** A day on which a line is drawn beside the first one. */
    private static final int DAYS = 5;

    /**
     * A mark.
     *
     * @param percent its distance from the left
     * @param column the same in columns
     * @param minor whether there is no room for its label on a narrow screen
     */
    record Tick(String percent, int column, String label, boolean first, boolean minor) {}

    static Axis of(StatementRequest request, Texts texts) {
        Timeline timeline = new Timeline(request.from(), request.to());
        ZoneId zone = request.zone();
        List<Tick> ticks = new ArrayList<>();
        ZonedDateTime day = request.period().first().atStartOfDay(zone);
        while (day.toInstant().isBefore(request.to())) {
            boolean first = ticks.isEmpty();
            double share = timeline.share(day.toInstant());
            boolean month = request.period().unit() != Period.Unit.MONTH;
            String label = texts.label(first ? "axis.first" : month ? "axis.month" : "axis.day", day);
            ticks.add(new Tick(
                    String.format(Locale.ROOT, "%.2f%%", 100 * share),
                    (int) Math.round(share * Timeline.COLUMNS),
                    label,
                    first,
                    !first && ticks.size() % 2 == 1));
            day = month ? day.plusMonths(1) : next(day);
        }
        return new Axis(ticks);
    }

    /** Returns the next of the days 1, 5, 10, 15, and so on. */
    private static ZonedDateTime next(ZonedDateTime day) {
        return day.plusDays(day.getDayOfMonth() == 1 ? DAYS - 1 : DAYS);
    }

    /** Returns the lines as the data of a path. */
    String lines() {
        StringBuilder path = new StringBuilder();
        ticks.forEach(
                tick -> path.append('M').append(tick.column()).append(" 0V").append(StepPath.HEIGHT));
        return path.toString();
    }
}
