package dev.balancehistory.statement;

import dev.balancehistory.statement.Series.Column;
import dev.balancehistory.statement.Series.Point;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The values that the script shows at the pointer, as JSON. A time is in seconds since the start of the statement. Each
 * card has {@code [time, balance]} or {@code [time, balance, locked]}, and {@code [time]} where the currency ceases to
 * be listed. A balance of 0 without quotes is the same as before. A card with too many points has {@code [time, lowest, highest]} for each column, below {@code ranges}.
 */
final class HoverData {
    private static final List<String> TEXTS = List.of("time", "since", "range", "locked");

    private final JsonGenerator json;
    private final Instant from;

    private HoverData(JsonGenerator json, Instant from) {
        this.json = json;
        this.from = from;
    }

    /** Returns the JSON, which is safe inside a script element. */
    static String of(List<AccountSection> sections, StatementRequest request, Texts texts) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), text)) {
            new HoverData(json, request.from()).write(sections, request, texts);
        }
        return text.toString()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private void write(List<AccountSection> sections, StatementRequest request, Texts texts) {
        json.writeStartObject();
        json.writeNumberProperty("from", from.toEpochMilli());
        json.writeNumberProperty("length", seconds(request.to()));
        json.writeArrayPropertyStart("offsets");
        for (ZonedDateTime change : texts.offsets(from, request.to())) {
            json.writeStartArray();
            json.writeNumber(seconds(change.toInstant()));
            json.writeNumber(change.getOffset().getTotalSeconds());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("months");
        texts.months().forEach(json::writeString);
        json.writeEndArray();
        json.writeObjectPropertyStart("texts");
        TEXTS.forEach(name -> json.writeStringProperty(name, texts.lookup("script." + name)));
        json.writeStringProperty("none", texts.lookup("none"));
        json.writeEndObject();
        json.writeObjectPropertyStart("gaps");
        sections.forEach(section -> writeGaps(section, texts));
        json.writeEndObject();
        json.writeObjectPropertyStart("cards");
        sections.forEach(section -> section.cards().stream()
                .filter(card -> card.series().complete())
                .forEach(card -> writePoints(card.id(), card.series().points())));
        json.writeEndObject();
        json.writeObjectPropertyStart("ranges");
        sections.forEach(section -> section.cards().stream()
                .filter(card -> !card.series().complete())
                .forEach(card -> writeColumns(card.id(), card.series().columns())));
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeGaps(AccountSection section, Texts texts) {
        json.writeArrayPropertyStart(Integer.toString(section.number()));
        for (Gap gap : section.account().gaps()) {
            json.writeStartArray();
            json.writeNumber(seconds(gap.start()));
            json.writeNumber(seconds(gap.end()));
            json.writeString(texts.cause(gap.cause()));
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void writePoints(String card, List<Point> points) {
        json.writeArrayPropertyStart(card);
        String before = "";
        for (Point point : points) {
            json.writeStartArray();
            json.writeNumber(seconds(point.time()));
            String balance = point.balance().toPlainString();
            if (balance.equals(before)) {
                json.writeNumber(0);
            } else {
                json.writeString(balance);
            }
            before = balance;
            if (point.locked().signum() != 0) {
                json.writeString(point.locked().toPlainString());
            }
            json.writeEndArray();
            if (point.ends()) {
                json.writeStartArray();
                json.writeNumber(seconds(point.time()) + 1);
                json.writeEndArray();
            }
        }
        json.writeEndArray();
    }

    private void writeColumns(String card, List<Column> columns) {
        json.writeArrayPropertyStart(card);
        for (Column column : columns) {
            json.writeStartArray();
            json.writeNumber(seconds(column.start()));
            json.writeString(column.lowest().toPlainString());
            json.writeString(column.highest().toPlainString());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private long seconds(Instant time) {
        return Duration.between(from, time).toSeconds();
    }
}
