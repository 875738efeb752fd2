package dev.balancehistory.exchange;

import dev.balancehistory.balance.Amount;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.Snapshot;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * This program's own format, {@code balance-history/1}: what is archived for a snapshot that comes from an exported
 * history, whose response is not at hand. The facts of the export's lines stand at its head, one a line; the lines that
 * the snapshot's content is hashed by follow.
 */
public final class ExportedSnapshotReader implements ResponseReader {
    /** The format's name and version. */
    public static final String FORMAT = "balance-history/1";

    private static final List<String> HEAD =
            List.of("account ", "exchange ", "response_time ", "time_source ", "origin ");
    private static final int RESPONSE_TIME = 2;

    /**
     * Returns what is archived for a snapshot.
     *
     * @param timeSource what the response time was taken from, in the database's word
     * @param origin how the response was received, in the database's word
     */
    public static byte[] write(String account, String exchange, String timeSource, String origin, Snapshot snapshot) {
        List<String> facts = List.of(account, exchange, snapshot.responseTime().toString(), timeSource, origin);
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        for (int i = 0; i < HEAD.size(); i++) {
            text.append(HEAD.get(i)).append(facts.get(i)).append('\n');
        }
        return text.append(snapshot.contentText()).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public Reading read(ResponseBody body, Instant receivedAt) {
        try {
            if (body.partLengths() != null) {
                throw new IllegalArgumentException("it has parts");
            }
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.bytes()))
                    .toString());
        } catch (CharacterCodingException e) {
            return new Reading.Refusal("it is not UTF-8", false);
        } catch (IllegalArgumentException | DateTimeException e) {
            return new Reading.Refusal("it is not of the format " + FORMAT + ": " + e.getMessage(), false);
        }
    }

    private static Reading read(String text) {
        String[] lines = text.split("\n", -1);
        int rows = HEAD.size() + 1;
        if (lines.length <= rows || !lines[0].equals(FORMAT) || !lines[lines.length - 1].isEmpty()) {
            throw new IllegalArgumentException("its first or last line is missing");
        }
        for (int i = 0; i < HEAD.size(); i++) {
            if (!lines[i + 1].startsWith(HEAD.get(i))) {
                throw new IllegalArgumentException("line " + (i + 2) + " does not begin with "
                        + HEAD.get(i).strip());
            }
        }
        String time = lines[RESPONSE_TIME + 1].substring(HEAD.get(RESPONSE_TIME).length());
        List<Balance> balances = new ArrayList<>();
        for (int i = rows; i < lines.length - 1; i++) {
            balances.add(balance(lines[i]));
        }
        Instant responseTime = Instant.parse(time);
        // The lines' order is part of the format.
        if (!new Snapshot(responseTime, balances).balances().equals(balances)) {
            throw new IllegalArgumentException("its balances are not in order");
        }
        return new Reading.Success(balances, responseTime, null, null);
    }

    private static Balance balance(String line) {
        String[] cells = line.split(" ", -1);
        if (cells.length != 4) {
            throw new IllegalArgumentException("a line has " + cells.length + " words instead of 4");
        }
        return new Balance(cells[0], cells[1], Amount.read(cells[2]), Amount.read(cells[3]));
    }
}
