package dev.balancehistory.localexchange;

import java.time.Instant;
import java.util.List;

/**
 * One line of the manifest: the response to a request, written before the first byte is sent.
 *
 * @param n its place in the manifest, from 1
 * @param at when the request arrived, by a clock that never jumps
 * @param apiKey as the request gave it, or null
 * @param path the request's path, without query
 * @param statusCode BITFRONT's code, or {@link #NO_STATUS_CODE}, or {@link #WIRE_FAULT}
 * @param status the exchange's own code as text, {@link #OK} for a living exchange's success; null without one
 * @param responseTime the one in a response of the exchange's own making, else null
 * @param bodySha256 lower-case hex of the body's bytes before any content encoding; null if the body had no end or was
 *     not sent whole
 * @param signature as the request gave it, or null
 * @param timestamp as the request gave it, or -1 where that was no number
 * @param nonce as the request gave it, or null
 * @param holdings what a success listed, else empty
 * @param note what the exchange did and why, for people
 */
public record Served(
        long n,
        Instant at,
        String apiKey,
        String path,
        int statusCode,
        String status,
        Instant responseTime,
        String bodySha256,
        String signature,
        long timestamp,
        String nonce,
        List<Holding> holdings,
        String note) {

    /** An HTTP response in another than the documented forms, or the server's time, which has no code. */
    public static final int NO_STATUS_CODE = 0;

    /** Not a whole HTTP response. */
    public static final int WIRE_FAULT = -1;

    /** The status of a living exchange's success, which has no code of its own at most of them. */
    public static final String OK = "OK";

    public Served {
        holdings = List.copyOf(holdings);
    }

    public boolean success() {
        return statusCode == StatusCode.SUCCESS.code() || OK.equals(status);
    }
}
