package dev.balancehistory.statement;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The marks of the days, or of the months, along the time. */
record Axis(List<Tick> ticks) {
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
        List<Tick> ticks = new ArrayList<>();
        ZonedDateTime day = request.period().first().atStartOfDay(request.zone());
        while (day.toInstant().isBefore(request.to())) {
            boolean first = ticks.isEmpty();
            double share = timeline.share(day.toInstant());
            boolean month = request.period().unit() != Period.Unit.MONTH;
            String label = texts.format(month ? "axis.month" : first ? "axis.first" : "axis.day")
                    .format(day);
            ticks.add(new Tick(
                    String.format(Locale.ROOT, "%.2f%%", 100 * share),
                    (int) Math.round(share * Timeline.COLUMNS),
                    label,
                    first,
                    !first && ticks.size() % 2 == 1));
            // Otherwise the days 1, 5, 10, 15, and so on.
            day = month ? day.plusMonths(1) : day.plusDays(day.getDayOfMonth() == 1 ? 4 : 5);
        }
        return new Axis(ticks);
    }

    /** Returns the lines as the data of a path. */
    String lines() {
        return ticks.stream()
                .map(tick -> "M" + tick.column() + " 0V" + StepPath.HEIGHT)
                .collect(Collectors.joining());
    }
}
