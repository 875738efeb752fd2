package dev.balancehistory.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages that a client of PostgreSQL sends. It knows the text of a statement that is sent by its name. */
final class FrontendMessages {
    private static final int STARTUP_FIELDS = 4;

    private final DataInputStream in;
    private final Map<String, String> prepared = new HashMap<>();
    private String bound = "";
    private boolean started;

    FrontendMessages(DataInputStream in) {
        this.in = in;
    }

    /**
     * @param sql the statement that it has the server execute; null if none
     */
    record Message(byte[] bytes, @Nullable String sql) {}

    /** Returns the next one, or null at the end. */
    @Nullable
    Message next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream copy = new DataOutputStream(bytes);
        try {
            int type = started ? in.readUnsignedByte() : 0;
            int length = in.readInt();
            byte[] body = in.readNBytes(length - STARTUP_FIELDS);
            if (started) {
                copy.writeByte(type);
            }
            copy.writeInt(length);
            copy.write(body);
            String sql = started ? executed(type, body) : null;
            started = true;
            return new Message(bytes.toByteArray(), sql);
        } catch (EOFException e) {
            return null;
        }
    }

    private @Nullable String executed(int type, byte[] body) {
        switch (type) {
            case 'P' -> prepared.put(text(body, 0), text(body, text(body, 0).length() + 1));
            case 'B' -> bound = text(body, text(body, 0).length() + 1);
            case 'E' -> {
                return prepared.getOrDefault(bound, "");
            }
            case 'Q' -> {
                return text(body, 0);
            }
            default -> {
                return null;
            }
        }
        return null;
    }

    /** Names and, as far as it matters here, statements are ASCII. */
    private static String text(byte[] body, int start) {
        int end = start;
        while (body[end] != 0) {
            end++;
        }
        return new String(body, start, end - start, UTF_8);
    }
}
