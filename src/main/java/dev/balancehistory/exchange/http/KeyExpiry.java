package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.KeyFinding;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;

/** Reads when a key expires, from the list of keys that several exchanges have. */
public final class KeyExpiry {
    /** The body of a response has asterisks for each of the credentials. */
    private static final Pattern BLACKENED = Pattern.compile("\\*+");

    private KeyExpiry() {}

    /**
     * Returns when the key of the request expires, from a list of all keys of its owner.
     *
     * @param keyField the field with the key
     * @param timeField the field with the end, in ISO 8601 with an offset
     * @throws IllegalArgumentException if the list does not have that key
     */
    public static List<KeyFinding> ofOwn(List<Json> keys, String keyField, String timeField) {
        for (Json key : keys) {
            if (BLACKENED.matcher(key.text(keyField)).matches()) {
                return List.of(KeyFinding.expiring(time(key, timeField)));
            }
        }
        throw new IllegalArgumentException("it does not list the key of this request");
    }

    private static Instant time(Json key, String field) {
        try {
            return OffsetDateTime.parse(key.text(field)).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("its " + field + " is not a time with an offset", e);
        }
    }
}
