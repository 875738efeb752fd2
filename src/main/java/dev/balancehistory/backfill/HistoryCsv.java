package dev.balancehistory.backfill;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Amount;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.history.StagedRow;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lines of {@code export history}, in any of its dialects. */
final class HistoryCsv {
    private static final List<String> COLUMNS = List.of(
            "account",
            "exchange",
            "response_time",
            "wallet",
            "currency",
            "balance",
            "available_balance",
            "locked_balance",
            "time_source",
            "origin");
    private static final List<String> DELIMITERS = List.of(",", ";", "|", "\t");
    private static final Pattern EXCHANGE = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
    private static final Set<String> ORIGINS = Set.of("observed", "imported", "spooled");

    // PostgreSQL keeps fewer than Java has.
    private static final Instant FIRST_YEAR = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    private final CsvReader.CsvReaderBuilder csv;

    private HistoryCsv(CsvReader.CsvReaderBuilder csv) {
        this.csv = csv;
    }

    /** A line can't be used. */
    static final class BadLine extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient @Nullable SnapshotKey key;
        private final @Nullable String exchange;

        BadLine(@Nullable SnapshotKey key, @Nullable String exchange, String reason) {
            super(reason);
            this.key = key;
            this.exchange = exchange;
        }

        /** Returns the exchange that it names; null if that can't be told. */
        @Nullable
        String exchange() {
            return exchange;
        }

        /** Returns which snapshot it belongs to; null if that can't be told. */
        @Nullable
        SnapshotKey key() {
            return key;
        }
    }

    /** What the lines of one snapshot have in common. */
    record SnapshotKey(String account, Instant responseTime) {}

    /** Returns the reader of the lines under this one; null if it is not the header of such a file. */
    static @Nullable HistoryCsv under(byte[] header) {
        for (String delimiter : DELIMITERS) {
            HistoryCsv csv = new HistoryCsv(CsvReader.builder().fieldSeparator(delimiter));
            if (csv.isHeader(header)) {
                return csv;
            }
        }
        return null;
    }

    /** Returns whether it is the header once more, as where files were put one behind the other. */
    boolean isHeader(byte[] line) {
        try {
            return cells(new String(line, StandardCharsets.UTF_8)).equals(COLUMNS);
        } catch (CsvParseException e) {
            return false;
        }
    }

    private List<String> cells(String line) {
        return csv.ofSingleCsvRecord(line).getFields();
    }

    /**
     * Reads a line.
     *
     * @throws BadLine if it is not as it was exported
     */
    StagedRow read(long number, byte[] line) throws BadLine {
        List<String> cells = split(line);
        SnapshotKey key = key(cells.get(0), cells.get(2));
        String exchange = EXCHANGE.matcher(cells.get(1)).matches() ? cells.get(1) : null;
        try {
            if (exchange == null) {
                throw new IllegalArgumentException("has an exchange that has no proper name");
            }
            Balance balance = new Balance(cells.get(3), cells.get(4), amount(5, cells), amount(6, cells));
            BigDecimal locked = amount(7, cells);
            if (locked.compareTo(balance.total().subtract(balance.available())) != 0) {
                throw new IllegalArgumentException("has a locked_balance that is not balance less available_balance");
            }
            if (TimeSource.of(cells.get(8)).isEmpty()) {
                throw new IllegalArgumentException("has an unknown time_source; known: "
                        + Arrays.stream(TimeSource.values())
                                .map(TimeSource::word)
                                .collect(Collectors.joining(", ")));
            }
            if (!ORIGINS.contains(cells.get(9))) {
                throw new IllegalArgumentException("has an unknown origin; known: "
                        + String.join(", ", ORIGINS.stream().sorted().toList()));
            }
            return new StagedRow(
                    number, key.account(), exchange, key.responseTime(), balance, cells.get(8), cells.get(9));
        } catch (IllegalArgumentException e) {
            throw new BadLine(key, exchange, String.valueOf(e.getMessage()));
        }
    }

    private List<String> split(byte[] line) throws BadLine {
        List<String> cells;
        try {
            cells = cells(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new BadLine(null, null, "is not UTF-8");
        } catch (CsvParseException e) {
            throw new BadLine(null, null, "is not CSV");
        }
        if (cells.size() != COLUMNS.size()) {
            throw new BadLine(null, null, "has " + cells.size() + " cells instead of " + COLUMNS.size());
        }
        return cells;
    }

    private static SnapshotKey key(String account, String responseTime) throws BadLine {
        if (!Account.isName(account)) {
            throw new BadLine(null, null, "has no account's name in its first cell");
        }
        Instant time;
        try {
            time = Slot.parse(responseTime).instant();
        } catch (IllegalArgumentException e) {
            throw new BadLine(null, null, "has a response_time that is no instant to the millisecond");
        }
        if (time.isBefore(FIRST_YEAR) || !time.isBefore(YEAR_10000)) {
            throw new BadLine(null, null, "has a response_time that is not in the years 1 to 9999");
        }
        return new SnapshotKey(account, time);
    }

    /** A spreadsheet that has written an exponent has rounded the digits away before. */
    private static BigDecimal amount(int column, List<String> cells) {
        String text = cells.get(column);
        if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            throw new IllegalArgumentException(
                    "has a " + COLUMNS.get(column) + " with an exponent, as spreadsheets write what they have rounded");
        }
        try {
            return Amount.read(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a " + COLUMNS.get(column) + " that " + e.getMessage(), e);
        }
    }
}
