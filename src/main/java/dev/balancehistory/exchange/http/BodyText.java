package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.Reading;
import dev.balancehistory.process.Printable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A body as text, and why it is rejected. */
public final class BodyText {
    private static final int MAX_REASON = 200;
    private static final int MAX_EXCERPT = 80;

    /** A decoder puts it where it finds no character. */
    private static final char REPLACEMENT = '\ufffd';

    private BodyText() {}

    /** Returns why the body is no text; null if it is UTF-8. */
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
        return malformed("it ends in the middle of a character", whole, true);
    }

    private static boolean isError(byte[] body, boolean whole) {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(body), CharBuffer.allocate(body.length), whole)
                .isError();
    }

    /** Returns the reason with the body's first words. */
    public static Reading.Malformed malformed(@Nullable String reason, byte[] body, boolean cut) {
        return malformed(String.valueOf(reason), new String(body, StandardCharsets.UTF_8), cut);
    }

    private static Reading.Malformed malformed(String reason, String text, boolean cut) {
        String excerpt = text.isBlank() ? "" : "; it begins: " + Printable.text(text.strip(), MAX_EXCERPT);
        return new Reading.Malformed(Printable.text(reason, MAX_REASON) + excerpt, cut);
    }
}
