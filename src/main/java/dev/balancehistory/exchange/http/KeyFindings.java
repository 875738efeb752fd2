package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.process.Printable;
import java.util.Collection;

/** Makes the findings that the keys of several exchanges have in common. */
public final class KeyFindings {
    private static final int MAX_LIST = 150;

    private KeyFindings() {}

    /**
     * Returns whether a key is fit for the recorder, which only reads.
     *
     * @param further the rights that the key has beside reading, in the exchange's words
     * @param fit what kind of key to create, in the words of the exchange's menu, such as {@code a key with the right Read}
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
     * @param allowed the IP addresses that the exchange accepts the key from; none means every address
     */
    public static KeyFinding addresses(Collection<String> allowed) {
        return new KeyFinding(
                allowed.isEmpty()
                        ? "the key is valid from every IP address"
                        : "the key is only valid from " + list(allowed),
                null);
    }

    private static String list(Collection<String> words) {
        return Printable.text(String.join(", ", words), MAX_LIST);
    }
}
