package dev.balancehistory.importing;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.process.Printable;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of {@code export history}, in any of its dialects. */
final class HistoryCsv {
    static final List<String> COLUMNS = List.of(
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
    private static final Pattern YEAR = Pattern.compile("[0-9]{4}-");
    private static final List<String> TIME_SOURCES =
            Arrays.stream(TimeSource.values()).map(TimeSource::code).toList();
    private static final List<String> ORIGINS = List.of("observed", "imported", "spooled");

    /** {@code --excel} writes it before a text that begins with it, too. */
    private static final String MARK = "'";

    private static final int LONGEST_NAME = 80;

    private final CsvReader.CsvReaderBuilder csv;
    private final boolean spreadsheet;
    private final CsvForm form;

    private HistoryCsv(CsvReader.CsvReaderBuilder csv, boolean spreadsheet, CsvForm form) {
        this.csv = csv;
        this.spreadsheet = spreadsheet;
        this.form = form;
    }

    /** Returns the reader of the lines under a header; null if the line is not the header of {@code export history}. */
    static @Nullable HistoryCsv under(Line header, CsvForm form) {
        return DELIMITERS.stream()
                .map(delimiter -> new HistoryCsv(
                        CsvReader.builder().fieldSeparator(delimiter).allowUnclosedQuote(false),
                        header.startsWithMark(),
                        form))
                .filter(csv -> csv.headerCells(header.stripped()).equals(COLUMNS))
                .findFirst()
                .orElse(null);
    }

    /** Returns whether the cells can be those of a line. */
    static boolean isRow(List<String> cells) {
        return cells.size() == COLUMNS.size()
                && Account.isName(cells.get(0))
                && YEAR.matcher(cells.get(2)).lookingAt()
                && Balance.isWallet(cells.get(3));
    }

    private List<String> headerCells(byte[] line) {
        try {
            return cells(new String(line, StandardCharsets.UTF_8));
        } catch (CsvParseException e) {
            return List.of();
        }
    }

    private List<String> cells(String line) {
        return csv.ofSingleCsvRecord(line).getFields();
    }

    /**
     * Reads a line; returns null if it repeats the header, as in several exports in one file.
     *
     * @throws BadLine if no export can have written it
     */
    @Nullable
    StagedRow read(long number, byte[] line) throws BadLine {
        List<String> cells = split(line);
        if (cells.equals(COLUMNS)) {
            return null;
        }
        SnapshotKey key = key(text(cells.get(0)), cells.get(2));
        try {
            if (!EXCHANGE.matcher(cells.get(1)).matches()) {
                throw new IllegalArgumentException("has a malformed exchange");
            }
            String currency = text(cells.get(4));
            if (!Balance.isCurrency(currency)) {
                throw new IllegalArgumentException("has the currency '" + currency + "', which is no currency code");
            }
            Balance balance = new Balance(
                    text(cells.get(3)), currency, number(5, cells, form::amount), number(6, cells, form::amount));
            BigDecimal locked = number(7, cells, form::difference);
            if (locked.compareTo(balance.total().subtract(balance.available())) != 0) {
                throw new IllegalArgumentException("has a locked_balance that is not balance less available_balance");
            }
            requireKnown(8, cells, TIME_SOURCES);
            requireKnown(9, cells, ORIGINS);
            return new StagedRow(
                    number, key.account(), cells.get(1), key.responseTime(), balance, cells.get(8), cells.get(9));
        } catch (IllegalArgumentException e) {
            throw new BadLine(key, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the text without the apostrophe that {@code --excel} wrote before it. */
    private String text(String cell) {
        return spreadsheet && cell.startsWith(MARK) ? cell.substring(1) : cell;
    }

    private static void requireKnown(int column, List<String> cells, List<String> known) {
        if (!known.contains(cells.get(column))) {
            throw new IllegalArgumentException(
                    "has an unknown " + COLUMNS.get(column) + "; known: " + String.join(", ", known));
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
            throw new BadLine(null, "is not UTF-8");
        } catch (CsvParseException e) {
            throw new BadLine(null, "is not CSV");
        }
        if (cells.size() != COLUMNS.size()) {
            throw new BadLine(null, "has " + cells.size() + " cells instead of " + COLUMNS.size());
        }
        return cells;
    }

    private SnapshotKey key(String account, String responseTime) throws BadLine {
        if (!Account.isName(account)) {
            throw new BadLine(
                    null,
                    account.isEmpty()
                            ? "has no account name in its first cell"
                            : "has '" + Printable.text(account, LONGEST_NAME)
                                    + "' in its first cell, which is no account name");
        }
        try {
            return new SnapshotKey(account, form.time(responseTime));
        } catch (IllegalArgumentException e) {
            throw new BadLine(null, "has a response_time that " + e.getMessage());
        }
    }

    private static BigDecimal number(int column, List<String> cells, Function<String, BigDecimal> reader) {
        try {
            return reader.apply(cells.get(column));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a malformed " + COLUMNS.get(column) + ": it " + e.getMessage(), e);
        }
    }
}
