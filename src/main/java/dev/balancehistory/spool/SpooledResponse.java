package dev.balancehistory.spool;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.balance.Slot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A response in the spool. The first line of its file has the format and the checksum of the rest. The rest is a line
 * with the length of the facts, the facts as Java properties, and the body.
 *
 * @param jobExecutionId the run that fetched it; null if the database was out of reach at its start
 */
public record SpooledResponse(
        String account,
        String exchange,
        @Nullable Slot slot,
        @Nullable Long jobExecutionId,
        RawResponse response) {
    /** More than the largest response with its facts. */
    static final int MOST_BYTES = 65 << 20;

    private static final String FORMAT = "balance-history-response 1 sha256=";

    /** The file is not what was written. */
    public static final class Corrupt extends Exception {
        private static final long serialVersionUID = 1L;

        Corrupt(String message) {
            super(message);
        }

        private Corrupt(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Returns the file's content. */
    byte[] toBytes() {
        byte[] facts = SpooledFacts.write(this);
        ResponseBody body = response.body();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(line(Integer.toString(facts.length)));
        content.writeBytes(facts);
        if (body != null) {
            content.writeBytes(body.bytes());
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(line(firstLine(content.toByteArray())));
        file.writeBytes(content.toByteArray());
        return file.toByteArray();
    }

    /**
     * Reads a file's content.
     *
     * @throws Corrupt if a single byte differs from what was written
     */
    static SpooledResponse of(byte[] file) throws Corrupt {
        if (file.length > MOST_BYTES) {
            throw new Corrupt("it is larger than any response");
        }
        int begin = afterLine(file, 0);
        byte[] content = Arrays.copyOfRange(file, begin, file.length);
        if (!Arrays.equals(line(firstLine(content)), Arrays.copyOf(file, begin))) {
            throw new Corrupt("its checksum does not match its content");
        }
        try {
            int facts = afterLine(content, 0);
            int body = facts + Integer.parseInt(new String(content, 0, facts - 1, StandardCharsets.US_ASCII));
            // Or copyOfRange would take room for a length beyond the end.
            Objects.checkFromToIndex(facts, body, content.length);
            return SpooledFacts.read(
                    Arrays.copyOfRange(content, facts, body), Arrays.copyOfRange(content, body, content.length));
        } catch (RuntimeException | IOException e) {
            // The checksum is right, so it was not written by this version.
            throw new Corrupt("its format is unknown", e);
        }
    }

    private static String firstLine(byte[] content) {
        return FORMAT + HexFormat.of().formatHex(Sha256.of(content));
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static int afterLine(byte[] bytes, int from) throws Corrupt {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        throw new Corrupt("it is truncated within its first lines");
    }
}
