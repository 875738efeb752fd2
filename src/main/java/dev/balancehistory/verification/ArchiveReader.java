package dev.balancehistory.verification;

import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.ResponseReader;
import dev.balancehistory.verification.ArchivedResponse.ArchivedBody;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads archived responses again, with the reader of their format. */
record ArchiveReader(Adapters adapters) {
    private static final Logger log = LoggerFactory.getLogger(ArchiveReader.class);

    /**
     * Returns the content of a response.
     *
     * @throws UnreadableResponse if the body is not the one that was received, or no reader accepts it
     */
    Reading read(ArchivedResponse response, ArchivedBody body) throws UnreadableResponse {
        if (!Arrays.equals(Sha256.of(body.bytes()), response.bodySha256())) {
            throw new UnreadableResponse("has a body whose SHA-256 is not body_sha256");
        }
        ResponseReader reader = adapters.reader(response.format());
        if (reader == null) {
            throw new UnreadableResponse(
                    "has the format '" + response.format() + "', which this version does not read");
        }
        ResponseBody parts = parts(body);
        try {
            return reader.read(parts, response.receivedAt());
        } catch (RuntimeException e) {
            log.error("Response {} cannot be read because of a bug in this program", response.id(), e);
            throw new UnreadableResponse(
                    "cannot be read because of a bug in this program: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    private static ResponseBody parts(ArchivedBody body) throws UnreadableResponse {
        try {
            return new ResponseBody(body.bytes(), body.partLengths());
        } catch (IllegalArgumentException e) {
            throw new UnreadableResponse("has part_lengths that do not fit its body: " + e.getMessage(), e);
        }
    }
}
