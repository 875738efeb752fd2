package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.process.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Creates the findings that the keys of several exchanges have in common. */
public final class KeyFindings {
    private static final int MAX_LIST = 150;

    /** The body of a response has asterisks for each of the credentials. */
    private static final Pattern REDACTED = Pattern.compile("\\*+");

    private KeyFindings() {}

    /**
     * Returns whether a key is fit for the recorder, which only reads.
     *
     * @param further the rights that the key has beside reading, by the names of the exchange
     * @param fit the kind of key to create, by the names of the exchange's menu, such as {@code a key with the right Read}
     */
    public static KeyFinding rights(Collection<String> further, String fit) {
        return further.isEmpty()
                ? new KeyFinding("the key can only read", null)
                : new KeyFinding(
                        "the key can do more than read: " + list(further),
                        "create " + fit + " alone, and delete this one");
    }

    /**
     * Returns from where a key can be used.
     *
     * @param allowed the IP addresses that the exchange accepts the key from; empty for every address
     */
    public static KeyFinding addresses(Collection<String> allowed) {
        return new KeyFinding(
                allowed.isEmpty()
                        ? "the key is valid from every IP address"
                        : "the key is only valid from " + list(allowed),
                null);
    }

    /**
     * Returns when the key of the request expires, from a list of all keys of its owner.
     *
     * @param keyField the field with the key
     * @param timeField the field with the end, in ISO 8601 with an offset
     * @throws IllegalArgumentException if the list does not have that key
     */
    public static List<KeyFinding> expiryOfOwn(List<Json> keys, String keyField, String timeField) {
        for (Json key : keys) {
            if (REDACTED.matcher(key.text(keyField)).matches()) {
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

    private static String list(Collection<String> words) {
        return Printable.text(String.join(", ", words), MAX_LIST);
    }
}
