package dev.balancehistory.exchange.bitfront;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.http.BodyText;
import dev.balancehistory.exchange.http.Part;
import dev.balancehistory.exchange.http.PartReader;
import dev.balancehistory.exchange.http.StrictJson;
import dev.balancehistory.process.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Reads a response strictly: it rejects everything that is not exactly as documented, with the reason. It ignores only
 * fields that are not documented.
 */
final class BitfrontReader implements PartReader {
    static final String FORMAT = "bitfront/1";

    private static final Duration FURTHEST_AHEAD = Duration.ofDays(1);
    private static final int MAX_REASON = 200;

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

    @Override
    public Part part(byte[] body, Instant receivedAt) {
        return new Part(read(body, receivedAt), null);
    }

    /** Returns the content of a body that was received at that time. */
    static Reading read(byte[] body, Instant receivedAt) {
        Reading.Malformed undecodable = BodyText.undecodable(body);
        if (undecodable != null) {
            return undecodable;
        }
        try {
            return classify(EnvelopeParser.parse(body), receivedAt);
        } catch (StrictJson.TruncatedException e) {
            return BodyText.malformed("it is truncated", body, true);
        } catch (IllegalArgumentException e) {
            return BodyText.malformed(e.getMessage(), body, false);
        }
    }

    private static Reading classify(Envelope envelope, Instant receivedAt) {
        Instant responseTime = envelope.responseTime();
        String message = Printable.text(envelope.statusMessage(), MAX_REASON);
        if (envelope.statusCode() != StatusCode.SUCCESS) {
            return new Reading.Failure(responseTime, Integer.toString(envelope.statusCode()), message);
        }
        // An error's time may be far ahead: that is how a slow clock is detected.
        if (responseTime.isAfter(receivedAt.plus(FURTHEST_AHEAD))) {
            throw new IllegalArgumentException("its responseTime " + responseTime + " lies more than a day ahead");
        }
        // Rejects a currency that is listed twice.
        List<Balance> balances = new Snapshot(responseTime, envelope.balances()).balances();
        return new Reading.Success(balances, responseTime, Integer.toString(envelope.statusCode()), message);
    }
}
