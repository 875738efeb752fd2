package dev.balancehistory.exchange;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Amount;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.process.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * This program's own format, {@code balance-history/1}. The archive stores it for a snapshot from an exported history,
 * whose response is not available.
 *
 * <p>It begins with a line for each fact of the export. The lines follow that the hash of the snapshot's content is
 * over. A snapshot has exactly one text: any other is rejected.
 */
public final class ExportedSnapshotReader implements ResponseReader {
    /** The format's name and version. */
    public static final String FORMAT = "balance-history/1";

    private static final List<String> HEAD =
            List.of("account ", "exchange ", "response_time ", "time_source ", "origin ");
    private static final int RESPONSE_TIME = 2;
    private static final int TIME_SOURCE = 3;

    private static final int MAX_REASON = 200;

    /**
     * Returns the text to archive for a snapshot, in UTF-8.
     *
     * @param timeSource the source of the response time, by its code in the database
     * @param origin the origin of the response, by its code in the database
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

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public Reading read(ResponseBody body, Instant receivedAt) {
        if (body.partLengths() != null) {
            return malformed("it has parts");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.bytes()))
                    .toString();
            return read(text, receivedAt);
        } catch (CharacterCodingException e) {
            return malformed("it is not UTF-8");
        } catch (IllegalArgumentException e) {
            return malformed(String.valueOf(e.getMessage()));
        }
    }

    private static Reading.Malformed malformed(String why) {
        return new Reading.Malformed(
                "it is not of the format " + FORMAT + ": " + Printable.text(why, MAX_REASON), false);
    }

    private static Reading read(String text, Instant receivedAt) {
        String[] lines = text.split("\n", -1);
        int rows = HEAD.size() + 1;
        if (lines.length <= rows || !lines[0].equals(FORMAT) || !lines[lines.length - 1].isEmpty()) {
            throw new IllegalArgumentException("its first or last line is missing");
        }
        List<String> facts = facts(lines);
        Instant responseTime = time(facts.get(RESPONSE_TIME));
        if (!Snapshot.isPossible(responseTime, receivedAt)) {
            throw new IllegalArgumentException(
                    "its response_time " + responseTime + " lies before 2009 or more than a day ahead");
        }
        List<Balance> balances = new ArrayList<>();
        for (int i = rows; i < lines.length - 1; i++) {
            try {
                balances.add(balance(lines[i]));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        Snapshot snapshot = new Snapshot(responseTime, balances);
        if (!text.equals(text(facts, snapshot))) {
            throw new IllegalArgumentException("its balances are not in order, or an amount is not a plain decimal");
        }
        return new Reading.Success(snapshot.balances(), responseTime, null, null);
    }

    private static List<String> facts(String[] lines) {
        List<String> facts = new ArrayList<>();
        for (int i = 0; i < HEAD.size(); i++) {
            String line = lines[i + 1];
            String name = HEAD.get(i);
            String fact = line.startsWith(name) ? line.substring(name.length()) : "";
            // All other facts consist of the characters that an account's name may have.
            if (i != RESPONSE_TIME && !Account.isName(fact)) {
                throw new IllegalArgumentException("line " + (i + 2) + " has no " + name.strip());
            }
            facts.add(fact);
        }
        if (TimeSource.of(facts.get(TIME_SOURCE)).isEmpty()) {
            throw new IllegalArgumentException("its time_source is unknown");
        }
        return facts;
    }

    private static Instant time(String text) {
        try {
            Instant time = Instant.parse(text);
            if (time.toString().equals(text) && time.equals(time.truncatedTo(ChronoUnit.MILLIS))) {
                return time;
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("its response_time is missing or malformed", e);
        }
        throw new IllegalArgumentException("its response_time is not written in UTC, to the millisecond");
    }

    private static Balance balance(String line) {
        String[] cells = line.split(" ", -1);
        if (cells.length != 4) {
            throw new IllegalArgumentException("has " + cells.length + " fields instead of 4");
        }
        return new Balance(cells[0], cells[1], Amount.read(cells[2]), Amount.read(cells[3]));
    }
}
