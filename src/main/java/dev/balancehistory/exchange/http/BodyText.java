package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.Reading;
import dev.balancehistory.process.Printable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The text of a body, and the reasons to reject it. */
public final class BodyText {
    private static final int MAX_REASON = 200;
    private static final int MAX_EXCERPT = 80;

    /** The character that a decoder writes for malformed bytes. */
    private static final char REPLACEMENT = '\ufffd';

    private BodyText() {}

    /** Returns the reason why the body is not text; null if it is UTF-8. */
    public static Reading.@Nullable Malformed undecodable(byte[] body) {
        if (new String(body, StandardCharsets.UTF_8).indexOf(REPLACEMENT) < 0 || !isError(body, true)) {
            return null;
        }
        if (isError(body, false)) {
            return malformed("it is not UTF-8", new String(body, StandardCharsets.US_ASCII), false);
        }
        ByteBuffer bytes = ByteBuffer.wrap(body);
        StandardCharsets.UTF_8.newDecoder().decode(bytes, CharBuffer.allocate(body.length), false);
        String whole = new String(body, 0, bytes.position(), StandardCharsets.UTF_8);
        return malformed("it is truncated within a character", whole, true);
    }

    private static boolean isError(byte[] body, boolean whole) {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(body), CharBuffer.allocate(body.length), whole)
                .isError();
    }

    /** Returns a reading with this reason and the beginning of the body. */
    public static Reading.Malformed malformed(@Nullable String reason, byte[] body, boolean truncated) {
        return malformed(String.valueOf(reason), new String(body, StandardCharsets.UTF_8), truncated);
    }

    private static Reading.Malformed malformed(String reason, String text, boolean truncated) {
        String excerpt = text.isBlank() ? "" : "; it begins: " + Printable.text(text.strip(), MAX_EXCERPT);
        return new Reading.Malformed(Printable.text(reason, MAX_REASON) + excerpt, truncated);
    }
}
