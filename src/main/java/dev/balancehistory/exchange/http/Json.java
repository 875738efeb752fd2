package dev.balancehistory.exchange.http;

import dev.balancehistory.balance.Amount;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.process.Printable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * A value of a JSON text and its path, with the digits of each number as received. The accessors throw an {@link
 * IllegalArgumentException} if a value does not have the documented form; its message contains the path.
 */
public final class Json {
    private final String path;
    private final JsonToken kind;
    private final String text;
    private final Map<String, Json> fields;
    private final List<Json> elements;

    Json(String path, JsonToken kind, String text, Map<String, Json> fields, List<Json> elements) {
        this.path = path;
        this.kind = kind;
        this.text = text;
        this.fields = fields;
        this.elements = elements;
    }

    /**
     * Parses a text in UTF-8.
     *
     * @throws StrictJson.TruncatedException if the text is truncated
     * @throws IllegalArgumentException if the text is not JSON
     */
    public static Json parse(byte[] text) {
        return JsonTree.read(text);
    }

    /** Returns whether this value is an object. */
    public boolean isObject() {
        return kind == JsonToken.START_OBJECT;
    }

    /** Returns whether this value is an array. */
    public boolean isArray() {
        return kind == JsonToken.START_ARRAY;
    }

    /** Returns whether this value is a string. */
    public boolean isText() {
        return kind == JsonToken.VALUE_STRING;
    }

    /** Returns whether this value is an object with a field of this name that is not null. */
    public boolean has(String name) {
        return optional(name) != null;
    }

    /** Returns a field; null if it is missing or null. */
    public @Nullable Json optional(String name) {
        Json field = fields.get(name);
        return field == null || field.kind == JsonToken.VALUE_NULL ? null : field;
    }

    /** Returns a field of any kind. */
    public Json get(String name) {
        Json field = fields().get(name);
        if (field == null || field.kind == JsonToken.VALUE_NULL) {
            throw new IllegalArgumentException("it lacks " + (path.isEmpty() ? "" : path + ".") + name);
        }
        return field;
    }

    /** Returns the fields of this object, in the order in which they were received. */
    public Map<String, Json> fields() {
        if (!isObject()) {
            throw wrong("is not an object");
        }
        return fields;
    }

    /** Returns the elements of this array. */
    public List<Json> elements() {
        if (!isArray()) {
            throw wrong("is not an array");
        }
        return elements;
    }

    /** Returns a field that is an object. */
    public Json object(String name) {
        Json field = get(name);
        field.fields();
        return field;
    }

    /** Returns the elements of a field that is an array. */
    public List<Json> array(String name) {
        return get(name).elements();
    }

    /** Returns a field that is a string. */
    public String text(String name) {
        return get(name).text();
    }

    /** Returns a field that is a string; empty if it is missing or null. */
    public String textOrEmpty(String name) {
        return has(name) ? text(name) : "";
    }

    /** Returns this value, which is a string. */
    public String text() {
        if (!isText()) {
            throw wrong("is not a string");
        }
        return text;
    }

    /** Returns a field that is a code: a string, or the digits of a whole number. */
    public String code(String name) {
        return integer(name, true, "is neither a string nor a whole number").text;
    }

    /** Returns a field that is a whole number. */
    public long integer(String name) {
        return integer(name, false, "is not a whole number").whole();
    }

    /** Returns a field that is a whole number, or a string of its digits. */
    public long integerText(String name) {
        return integer(name, true, "is not a whole number").whole();
    }

    private Json integer(String name, boolean orText, String otherwise) {
        Json field = get(name);
        if (field.kind != JsonToken.VALUE_NUMBER_INT && !(orText && field.isText())) {
            throw field.wrong(otherwise);
        }
        return field;
    }

    private long whole() {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw wrong("is not a whole number in range");
        }
    }

    /** Returns a field that is true or false. */
    public boolean flag(String name) {
        Json field = get(name);
        if (field.kind != JsonToken.VALUE_TRUE && field.kind != JsonToken.VALUE_FALSE) {
            throw field.wrong("is neither true nor false");
        }
        return field.kind == JsonToken.VALUE_TRUE;
    }

    /** Returns a field that is an amount, as a number or a string, with all its digits. */
    public BigDecimal amount(String name) {
        return get(name).amount();
    }

    /** Returns a field that is an amount; zero if it is missing, null or an empty string. */
    public BigDecimal amountOrZero(String name) {
        Json field = optional(name);
        return field == null || (field.isText() && field.text.isEmpty()) ? BigDecimal.ZERO : field.amount();
    }

    /** Returns this value, which is an amount as a number or a string. */
    public BigDecimal amount() {
        if (!isText() && !kind.isNumeric()) {
            throw wrong("is neither a number nor a string");
        }
        try {
            return Amount.read(text);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** Returns a balance from this value; rejects an invalid currency or amount with the path. */
    public Balance balance(String wallet, String currency, BigDecimal total, BigDecimal available) {
        try {
            return new Balance(wallet, currency, total, available);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + Printable.text(currency, JsonTree.MAX_NAME) + "' in its " + path + " " + e.getMessage(), e);
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException((path.isEmpty() ? "it " : "its " + path + " ") + what);
    }
}
