package dev.balancehistory.localexchange;

import java.time.Instant;
import java.util.List;

/**
 * One line of the manifest: what a request was answered with, written before the first byte went out.
 *
 * @param n its place in the manifest, from 1
 * @param at when the request arrived, by a clock that never jumps
 * @param apiKey as the request gave it, or null
 * @param path the request's path, without query
 * @param statusCode BITFRONT's code, or {@link #NO_STATUS_CODE}, or {@link #WIRE_FAULT}
 * @param status the exchange's own code as text, {@link #OK} for a living exchange's success; null where there is none
 * @param responseTime the one in an answer of the exchange's own making, else null
 * @param bodySha256 lower-case hex of the body's bytes before any content encoding of the exchange's own; null where the
 *     body had no end of its own or did not go out whole
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

    /** An HTTP answer that is not one of the exchange's documented forms, or is the server's time, which has no code. */
    public static final int NO_STATUS_CODE = 0;

    /** Not a whole HTTP answer. */
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
