package dev.balancehistory.localexchange.venue;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes JSON. */
final class Json {

    private Json() {}

    /** Writes an object from names and values that are JSON already. */
    static String object(String... namesAndValues) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.append(i == 0 ? "" : ",")
                    .append(text(namesAndValues[i]))
                    .append(':')
                    .append(namesAndValues[i + 1]);
        }
        return json.append('}').toString();
    }

    /** Writes an object whose values are strings. */
    static String texts(String... namesAndTexts) {
        String[] values = namesAndTexts.clone();
        for (int i = 1; i < values.length; i += 2) {
            values[i] = text(values[i]);
        }
        return object(values);
    }

    static <T> String array(List<T> values, Function<T, String> json) {
        return values.stream().map(json).collect(Collectors.joining(",", "[", "]"));
    }

    static String text(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
