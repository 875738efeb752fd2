package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.process.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** The findings that the keys of several exchanges have in common. */
public final class KeyFindings {
    private static final int MAX_LIST = 150;

    /** The body of a response has asterisks for each of the credentials. */
    private static final Pattern REDACTED = Pattern.compile("\\*+");

    private KeyFindings() {}

    /**
     * Returns the finding about the rights of a key, which should only read.
     *
     * @param further the rights of the key beside reading, by the names of the exchange
     * @param fit the kind of key to create, by the names of the exchange's menu, such as {@code a key with the right
     *     Read}
     */
    public static KeyFinding rights(Collection<String> further, String fit) {
        return beyondReading(further, list(further), "create " + fit + " alone, and delete this one");
    }

    /**
     * Returns the finding about the rights of a key whose owner can disable some of them.
     *
     * @param further the rights of the key beside reading, by the names of the exchange
     * @param needed the right that the recorder needs, by the name of the exchange's menu
     */
    public static KeyFinding rightsToDisable(Collection<String> further, String needed) {
        return beyondReading(
                further,
                String.join(", ", further),
                "disable these rights of the key; the recorder needs " + needed + " alone");
    }

    private static KeyFinding beyondReading(Collection<String> further, String names, String advice) {
        return further.isEmpty()
                ? new KeyFinding("the key can only read", null)
                : new KeyFinding("the key can do more than read: " + names, advice);
    }

    /** Returns the finding whether a key is restricted to IP addresses, which the exchange does not list. */
    public static KeyFinding addresses(boolean restricted) {
        return new KeyFinding(
                restricted ? "the key is restricted to listed IP addresses" : "the key is valid from every IP address",
                null);
    }

    /**
     * Returns the finding about the IP addresses that a key is valid from.
     *
     * @param allowed the listed IP addresses; empty if the key is valid from every address
     */
    public static KeyFinding addresses(Collection<String> allowed) {
        return new KeyFinding(
                allowed.isEmpty()
                        ? "the key is valid from every IP address"
                        : "the key is only valid from " + list(allowed),
                null);
    }

    /**
     * Returns the finding about the end of the request's own key, from a list of all keys of its owner.
     *
     * @param keys the list
     * @param keyField the name of the field with the key
     * @param timeField the name of the field with the end, in ISO 8601 with an offset
     * @throws IllegalArgumentException if the list does not contain the key
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

    /** Returns the names in a comma-separated list, as some exchanges send rights and addresses. */
    public static List<String> names(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String list(Collection<String> words) {
        return Printable.text(String.join(", ", words), MAX_LIST);
    }
}
