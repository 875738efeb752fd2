package dev.balancehistory.localexchange.venue;

/**
 * The credentials that a request showed.
 *
 * @param apiKey the key, or null
 * @param signature the signature, or null
 * @param timestamp the time as a number in the exchange's unit, or -1
 * @param nonce the nonce, or null
 */
public record Shown(String apiKey, String signature, long timestamp, String nonce) {

    /** Of a request without any. */
    public static final Shown NOTHING = new Shown(null, null, -1, null);

    /** Takes the texts of headers or parameters, of which an empty one is absent. */
    static Shown of(String apiKey, String signature, String timestamp, String nonce) {
        return new Shown(
                present(apiKey),
                present(signature),
                timestamp.matches("[0-9]{1,18}") ? Long.parseLong(timestamp) : -1,
                present(nonce));
    }

    private static String present(String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
