package dev.balancehistory.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the JSON output of a command. */
final class Json {
    private Json() {}

    /** Returns the objects of an array: each value as its text, null as null. */
    static List<Map<String, String>> objects(String json) {
        List<Map<String, String>> objects = new ArrayList<>();
        try (JsonParser parser = JsonFactory.builder().build().createParser(ObjectReadContext.empty(), json)) {
            require(parser.nextToken() == JsonToken.START_ARRAY, json);
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> object = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    JsonToken value = parser.nextToken();
                    require(value.isScalarValue(), json);
                    object.put(name, value == JsonToken.VALUE_NULL ? null : parser.getString());
                }
                objects.add(object);
            }
            require(parser.currentToken() == JsonToken.END_ARRAY, json);
            require(parser.nextToken() == null, json);
        }
        return objects;
    }

    /** Throws unless the text is one JSON object, and nothing behind it. */
    static void requireObject(String json) {
        try (JsonParser parser = JsonFactory.builder().build().createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new AssertionError("not an object: " + json);
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new AssertionError("more than an object: " + json);
            }
        }
    }

    private static void require(boolean asExpected, String json) {
        if (!asExpected) {
            throw new AssertionError("not an array of flat objects: " + json);
        }
    }
}
