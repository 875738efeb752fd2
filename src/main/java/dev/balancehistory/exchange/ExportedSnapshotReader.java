package dev.balancehistory.exchange;

import dev.balancehistory.balance.Amount;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.Snapshot;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes and reads this program's own format, {@code balance-history/1}: the body that is archived for a snapshot of an
 * exported history, which does not contain the exchange's response. Its head has the facts of the export, one a line. The
 * lines that {@code content_sha256} is over follow. A snapshot has exactly one form.
 */
public final class ExportedSnapshotReader implements ResponseReader {
    /** The format's name and version. */
    public static final String FORMAT = "balance-history/1";

    private static final List<String> HEAD =
            List.of("account ", "exchange ", "response_time ", "time_source ", "origin ");
    private static final int RESPONSE_TIME = 2;

    // No exchange is older.
    private static final Instant EARLIEST = Instant.parse("2009-01-01T00:00:00Z");
    private static final Duration FURTHEST_AHEAD = Duration.ofDays(1);

    /**
     * Returns the body for a snapshot.
     *
     * @param timeSource the database's word for the origin of the response time
     * @param origin the database's word for the way in which the response was received
     */
    public static byte[] write(String account, String exchange, String timeSource, String origin, Snapshot snapshot) {
        return text(List.of(account, exchange, snapshot.responseTime().toString(), timeSource, origin), snapshot)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String text(List<String> facts, Snapshot snapshot) {
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        for (int i = 0; i < HEAD.size(); i++) {
            text.append(HEAD.get(i)).append(facts.get(i)).append('\n');
        }
        return text.append(snapshot.contentText()).toString();
    }

    /**
     * Reads a response time.
     *
     * @param receivedAt the time of the import
     * @throws IllegalArgumentException if the text is not an instant in milliseconds, or no snapshot can have it: a
     *     snapshot of the future would be the newest one for ever
     */
    public static Instant responseTime(String text, Instant receivedAt) {
        Instant time;
        try {
            time = Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("has a response_time that is not an instant", e);
        }
        if (!time.equals(time.truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException("has a response_time that is finer than a millisecond");
        }
        if (time.isBefore(EARLIEST) || time.isAfter(receivedAt.plus(FURTHEST_AHEAD))) {
            throw new IllegalArgumentException("has a response_time that is before 2009 or more than a day ahead");
        }
        return time;
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public Reading read(ResponseBody body, Instant receivedAt) {
        try {
            if (body.partLengths() != null) {
                throw new IllegalArgumentException("has parts");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.bytes()))
                    .toString();
            return read(text, receivedAt);
        } catch (CharacterCodingException e) {
            return new Reading.Refusal("it is not UTF-8", false);
        } catch (IllegalArgumentException e) {
            return new Reading.Refusal("it is not of the format " + FORMAT + ": it " + e.getMessage(), false);
        }
    }

    private static Reading read(String text, Instant receivedAt) {
        String[] lines = text.split("\n", -1);
        int rows = HEAD.size() + 1;
        if (lines.length <= rows || !lines[0].equals(FORMAT)) {
            throw new IllegalArgumentException("lacks its head");
        }
        List<String> facts = new ArrayList<>();
        for (int i = 0; i < HEAD.size(); i++) {
            if (!lines[i + 1].startsWith(HEAD.get(i))) {
                throw new IllegalArgumentException("lacks " + HEAD.get(i).strip() + " in line " + (i + 2));
            }
            facts.add(lines[i + 1].substring(HEAD.get(i).length()));
        }
        List<Balance> balances = new ArrayList<>();
        for (int i = rows; i < lines.length - 1; i++) {
            balances.add(balance(lines[i]));
        }
        Snapshot snapshot = new Snapshot(responseTime(facts.get(RESPONSE_TIME), receivedAt), balances);
        facts.set(RESPONSE_TIME, snapshot.responseTime().toString());
        // Also the order of the lines and the form of the time and of each number.
        if (!text(facts, snapshot).equals(text)) {
            throw new IllegalArgumentException("is not as it is written");
        }
        return new Reading.Success(snapshot.balances(), snapshot.responseTime(), null, null);
    }

    private static Balance balance(String line) {
        String[] cells = line.split(" ", -1);
        if (cells.length != 4) {
            throw new IllegalArgumentException("has a line of " + cells.length + " words instead of 4");
        }
        return new Balance(cells[0], cells[1], Amount.read(cells[2]), Amount.read(cells[3]));
    }
}
