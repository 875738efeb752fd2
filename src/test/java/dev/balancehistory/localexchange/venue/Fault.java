package dev.balancehistory.localexchange.venue;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A documented failure.
 *
 * @param name what tests call it: its code, unless the same code comes with several HTTP statuses
 * @param status the HTTP status
 * @param code the exchange's own code
 * @param message the exchange's own message
 * @param headers headers beside the usual ones
 */
record Fault(String name, int status, String code, String message, Map<String, String> headers) {

    /** The page that a firewall in front of an exchange sends. */
    static final String HTML = "text/html";

    Fault(int status, String code, String message) {
        this(code, status, code, message, Map.of());
    }

    Fault named(String other) {
        return new Fault(other, status, code, message, headers);
    }

    Fault with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Fault(name, status, code, message, more);
    }

    /** Returns whether it is a page in HTML in place of the exchange's JSON. */
    boolean html() {
        return HTML.equals(headers.get("Content-Type"));
    }

    static Fault page(String name, int status, String title) {
        return new Fault(name, status, name, title, Map.of("Content-Type", HTML));
    }
}
