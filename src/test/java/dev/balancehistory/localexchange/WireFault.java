package dev.balancehistory.localexchange;

import java.time.Duration;

/**
 * The misbehaviours that leave no whole HTTP response.
 *
 * <p>They strike any request, which is still checked and counted; the manifest notes the verdict. The JDK's clients
 * repeat a GET, with its signature, if its connection ended before the first byte of a response. Make {@link
 * #closeWithoutResponse()} and {@link #reset()} permanent to let such a client fail.
 */
public final class WireFault {

    private WireFault() {}

    /** A body that comes byte by byte and never ends. */
    public static Misbehaviour drip(Duration betweenBytes) {
        return Misbehaviour.spoil(
                "drip", honest -> Delivery.dripping(Response.JSON_HEADERS, honest.body(), betweenBytes));
    }

    /** Headers that come byte by byte and never end. */
    public static Misbehaviour dripHeaders(Duration betweenBytes) {
        return Misbehaviour.spoil("dripHeaders", honest -> Delivery.drippingHead(betweenBytes));
    }

    /** No response until the client hangs up. */
    public static Misbehaviour silent() {
        return Misbehaviour.spoil("silent", honest -> Delivery.silence());
    }

    /** The connection ends in order, without a byte. */
    public static Misbehaviour closeWithoutResponse() {
        return Misbehaviour.spoil("closeWithoutResponse", honest -> Delivery.hangUp());
    }

    /** The connection ends by RST. */
    public static Misbehaviour reset() {
        return Misbehaviour.spoil("reset", honest -> Delivery.reset());
    }

    /** Announces the honest body, sends so many bytes of it, at most all but one, and hangs up. */
    public static Misbehaviour truncated(int bytesKept) {
        return Misbehaviour.spoil("truncated to " + bytesKept, honest -> {
            byte[] body = honest.body();
            return Delivery.cut(Response.JSON_HEADERS, body, body.length, Misbehaviour.kept(body, bytesKept));
        });
    }

    /** A chunk of the honest body, at most all but one byte, and no last chunk. */
    public static Misbehaviour truncatedChunked(int bytesKept) {
        return Misbehaviour.spoil("truncatedChunked to " + bytesKept, honest -> {
            byte[] body = honest.body();
            return Delivery.cutChunked(Response.JSON_HEADERS, body, Misbehaviour.kept(body, bytesKept));
        });
    }

    /** The whole honest body, announced as longer than it is. */
    public static Misbehaviour overstated(int extraBytes) {
        return Misbehaviour.spoil("overstated by " + extraBytes, honest -> {
            byte[] body = honest.body();
            return Delivery.cut(Response.JSON_HEADERS, body, body.length + extraBytes, body.length);
        });
    }

    /** These bytes instead of HTTP. */
    public static Misbehaviour garbage(byte[] raw) {
        byte[] bytes = raw.clone();
        return Misbehaviour.spoil("garbage", honest -> Delivery.raw(bytes));
    }
}
