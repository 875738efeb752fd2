package dev.balancehistory.exchange.bitfront;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.ResponseReader;
import dev.balancehistory.process.Printable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Reads a response strictly: what is not exactly as documented is rejected with the reason, never guessed at. The only
 * liberty is a field that the documents don't name, which is passed over.
 */
final class BitfrontReader implements ResponseReader {
    static final String FORMAT = "bitfront/1";

    private static final Duration FURTHEST_AHEAD = Duration.ofDays(1);
    private static final int MAX_REASON = 200;
    private static final int MAX_EXCERPT = 80;

    /** What a decoder puts where it finds no character. */
    private static final char REPLACEMENT = '\ufffd';

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public Reading read(ResponseBody response, Instant receivedAt) {
        if (response.partLengths() != null) {
            return new Reading.Malformed("it has parts, where a response has one body", false);
        }
        return read(response.bytes(), receivedAt);
    }

    /** Returns what the body says, for a response received at that time. */
    static Reading read(byte[] body, Instant receivedAt) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            CoderResult decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body), CharBuffer.allocate(body.length), true);
            if (decoded.isError()) {
                return undecodable(body);
            }
        }
        try {
            return classify(EnvelopeParser.parse(body), receivedAt);
        } catch (StrictJson.CutException e) {
            return malformed("it ends in the middle", text, true);
        } catch (IllegalArgumentException e) {
            return malformed(String.valueOf(e.getMessage()), text, false);
        }
    }

    private static Reading undecodable(byte[] body) {
        ByteBuffer bytes = ByteBuffer.wrap(body);
        boolean malformed = StandardCharsets.UTF_8
                .newDecoder()
                .decode(bytes, CharBuffer.allocate(body.length), false)
                .isError();
        return malformed
                ? malformed("it is not UTF-8", new String(body, StandardCharsets.US_ASCII), false)
                : malformed(
                        "it ends in the middle of a character",
                        new String(body, 0, bytes.position(), StandardCharsets.UTF_8),
                        true);
    }

    private static Reading classify(Envelope envelope, Instant receivedAt) {
        Instant responseTime = envelope.responseTime();
        String message = Printable.text(envelope.statusMessage(), MAX_REASON);
        if (envelope.statusCode() != StatusCode.SUCCESS) {
            return new Reading.Failure(responseTime, Integer.toString(envelope.statusCode()), message);
        }
        // An error may well come from what looks like the future: that is how a clock that is slow learns of it.
        if (responseTime.isAfter(receivedAt.plus(FURTHEST_AHEAD))) {
            throw new IllegalArgumentException("its responseTime " + responseTime + " lies more than a day ahead");
        }
        // Finds a currency that is listed twice.
        List<Balance> balances = new Snapshot(responseTime, envelope.balances()).balances();
        return new Reading.Success(balances, responseTime, Integer.toString(envelope.statusCode()), message);
    }

    private static Reading.Malformed malformed(String reason, String text, boolean cut) {
        String excerpt = text.isBlank() ? "" : "; it begins: " + Printable.text(text.strip(), MAX_EXCERPT);
        return new Reading.Malformed(Printable.text(reason, MAX_REASON) + excerpt, cut);
    }
}
