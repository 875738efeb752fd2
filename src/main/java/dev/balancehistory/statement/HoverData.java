package dev.balancehistory.statement;

import dev.balancehistory.statement.Series.Column;
import dev.balancehistory.statement.Series.Point;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/**
 * The values that the script shows at the pointer, as JSON. A time is in seconds since the start of the statement. Each
 * card has {@code [time, balance]} or {@code [time, balance, locked]}, and {@code [time]} where the currency ceases to
 * be listed. A balance of 0 without quotes is the same as before. A card with too many points has {@code [time, lowest, highest]} for each column, below {@code ranges}.
 */
final class HoverData {
    private static final List<String> TEXTS = List.of("time", "since", "range", "locked");

    private final Instant from;

    private HoverData(Instant from) {
        this.from = from;
    }

    /** Returns the JSON, which is safe inside a script element. */
    static String of(List<AccountSection> sections, StatementRequest request, Texts texts) {
        return JsonMapper.shared()
                .writeValueAsString(new HoverData(request.from()).values(sections, request, texts))
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    /** Returns the values of a card as JSON, which takes much less memory than its points and columns. */
    static RawValue values(Series series, Instant from) {
        HoverData data = new HoverData(from);
        List<?> values = series.complete() ? data.points(series.points()) : data.columns(series.columns());
        return new RawValue(JsonMapper.shared().writeValueAsString(values));
    }

    private Map<String, Object> values(List<AccountSection> sections, StatementRequest request, Texts texts) {
        Map<String, String> words = new LinkedHashMap<>();
        TEXTS.forEach(name -> words.put(name, texts.lookup("script." + name)));
        words.put("none", texts.lookup("none"));
        Map<String, Object> gaps = new LinkedHashMap<>();
        Map<String, Object> cards = new LinkedHashMap<>();
        Map<String, Object> ranges = new LinkedHashMap<>();
        for (AccountSection section : sections) {
            gaps.put(Integer.toString(section.number()), gaps(section, texts));
            for (Card card : section.cards()) {
                (card.complete() ? cards : ranges).put(card.id(), card.values());
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("from", from.toEpochMilli());
        values.put("length", seconds(request.to()));
        values.put("offsets", offsets(texts.offsets(from, request.to())));
        values.put("months", texts.months());
        values.put("texts", words);
        values.put("gaps", gaps);
        values.put("cards", cards);
        values.put("ranges", ranges);
        return values;
    }

    private List<?> offsets(List<ZonedDateTime> changes) {
        return changes.stream()
                .map(change ->
                        List.of(seconds(change.toInstant()), change.getOffset().getTotalSeconds()))
                .toList();
    }

    private List<?> gaps(AccountSection section, Texts texts) {
        return section.account().gaps().stream()
                .map(gap -> List.of(seconds(gap.start()), seconds(gap.end()), texts.cause(gap.cause())))
                .toList();
    }

    private List<?> points(List<Point> points) {
        List<List<Object>> values = new ArrayList<>();
        String before = "";
        for (Point point : points) {
            String balance = point.balance().toPlainString();
            Object changed = balance.equals(before) ? 0 : balance;
            before = balance;
            long time = seconds(point.time());
            values.add(
                    point.locked().signum() == 0
                            ? List.of(time, changed)
                            : List.of(time, changed, point.locked().toPlainString()));
            if (point.ends()) {
                values.add(List.of(time + 1));
            }
        }
        return values;
    }

    private List<?> columns(List<Column> columns) {
        return columns.stream()
                .map(column -> List.of(
                        seconds(column.start()),
                        column.lowest().toPlainString(),
                        column.highest().toPlainString()))
                .toList();
    }

    private long seconds(Instant time) {
        return Duration.between(from, time).toSeconds();
    }
}
