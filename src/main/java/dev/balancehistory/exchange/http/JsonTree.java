package dev.balancehistory.exchange.http;

import dev.balancehistory.process.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the tokens of a JSON text into values, each with its path. */
final class JsonTree {
    static final int MAX_NAME = 40;

    private JsonTree() {}

    static Json read(byte[] text) {
        return StrictJson.read(text, parser -> {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new IllegalArgumentException("it is empty");
            }
            Json whole = value(parser, first, "");
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("there is more text after the JSON value");
            }
            return whole;
        });
    }

    private static Json value(JsonParser parser, JsonToken token, String path) {
        if (token == JsonToken.START_OBJECT) {
            Map<String, Json> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                String inner = (path.isEmpty() ? "" : path + ".") + Printable.text(name, MAX_NAME);
                fields.put(name, value(parser, parser.nextToken(), inner));
            }
            return new Json(path, token, "", fields, List.of());
        }
        if (token == JsonToken.START_ARRAY) {
            List<Json> elements = new ArrayList<>();
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                elements.add(value(parser, next, path + "[" + elements.size() + "]"));
            }
            return new Json(path, token, "", Map.of(), elements);
        }
        return new Json(path, token, parser.getString(), Map.of(), List.of());
    }
}
