package dev.balancehistory.balance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a response, as received. If an exchange needs several requests for one account, their bodies are
 * concatenated.
 *
 * @param bytes all of them
 * @param partLengths the length of each body in bytes, in order; null for a single body
 */
// Compared by identity.
@SuppressWarnings("ArrayRecordComponent")
public record ResponseBody(byte[] bytes, int @Nullable [] partLengths) {
    /**
     * @throws IllegalArgumentException if the lengths are not those of the bytes
     */
    public ResponseBody {
        if (partLengths != null
                && (partLengths.length == 0
                        || Arrays.stream(partLengths).anyMatch(length -> length < 0)
                        || Arrays.stream(partLengths).asLongStream().sum() != bytes.length)) {
            throw new IllegalArgumentException(
                    "parts of " + Arrays.toString(partLengths) + " bytes do not make " + bytes.length);
        }
    }

    /** Returns a response of one body. */
    public static ResponseBody of(byte[] bytes) {
        return new ResponseBody(bytes, null);
    }

    /**
     * Returns a response of these bodies, concatenated.
     *
     * @param bodies in order of arrival; at least one
     */
    public static ResponseBody joined(List<byte[]> bodies) {
        if (bodies.size() == 1) {
            return of(bodies.get(0));
        }
        int[] lengths = bodies.stream().mapToInt(body -> body.length).toArray();
        byte[] bytes = new byte[Arrays.stream(lengths).sum()];
        int at = 0;
        for (byte[] body : bodies) {
            System.arraycopy(body, 0, bytes, at, body.length);
            at += body.length;
        }
        return new ResponseBody(bytes, lengths);
    }

    /** Returns the bodies, in order of arrival. */
    public List<byte[]> parts() {
        if (partLengths == null) {
            return List.of(bytes);
        }
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        for (int length : partLengths) {
            parts.add(Arrays.copyOfRange(bytes, from, from + length));
            from += length;
        }
        return parts;
    }

    /** Returns the SHA-256 of all bytes. */
    public byte[] sha256() {
        return Sha256.of(bytes);
    }
}
