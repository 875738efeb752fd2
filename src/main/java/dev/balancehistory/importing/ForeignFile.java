package dev.balancehistory.importing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognizes a file that cannot be imported by its first line, so that the message states what it is. */
final class ForeignFile {
    private static final String WORKBOOK = "it is a workbook of a spreadsheet: save the sheet as CSV in UTF-8";
    private static final String COMPRESSED = ", which is not read: decompress it, or compress it by gzip";
    private static final String UTF_16 = "it is UTF-16: save it as UTF-8";

    /** The first bytes of a file, in hexadecimal digits. */
    private static final Map<String, String> BEGINNINGS = Map.ofEntries(
            Map.entry(
                    "504b0304",
                    "it is a workbook of a spreadsheet or another ZIP archive: save the sheet as CSV in UTF-8"),
            Map.entry("d0cf11e0", WORKBOOK),
            Map.entry("1f8b", "it is compressed twice: decompress it once"),
            Map.entry("425a68", "it is compressed by bzip2" + COMPRESSED),
            Map.entry("fd377a585a00", "it is compressed by xz" + COMPRESSED),
            Map.entry("28b52ffd", "it is compressed by zstd" + COMPRESSED),
            Map.entry("377abcaf271c", "it is a 7z archive" + COMPRESSED),
            Map.entry("25504446", "it is a PDF"),
            Map.entry("fffe", UTF_16),
            Map.entry("feff", UTF_16));

    /** The columns that no other report has, of each one whose CSV cannot be imported. */
    private static final List<Map.Entry<String, List<String>>> REPORTS = List.of(
            Map.entry("'close'", List.of("period_start", "snapshots")),
            Map.entry("'latest' or 'as-of'", List.of("response_time", "age")),
            Map.entry("'change'", List.of("opening_balance", "closing_balance")),
            Map.entry("'moves'", List.of("before", "after", "change")),
            Map.entry("'locked'", List.of("locked_since")),
            Map.entry("'days'", List.of("day", "longest_gap")),
            Map.entry("'total'", List.of("accounts_expected")),
            Map.entry("'gaps'", List.of("missing_snapshots")),
            Map.entry("'runs'", List.of("started_at", "exit_code")),
            Map.entry("'seals'", List.of("sequence", "seal")));

    private static final int ENOUGH_COLUMNS = 5;
    private static final int SHOWN_COLUMNS = 5;

    private static final Pattern SEPARATOR_LINE = Pattern.compile("\"?sep=.?\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern COLUMN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_ ]{0,39}");

    private ForeignFile() {}

    /**
     * Returns what the file is, and what to do; null if it may be a file of responses.
     *
     * @param first the first line that is not blank
     * @param accountNamed whether the user named the account of the responses, which need not be JSON
     */
    static @Nullable String description(Line first, boolean accountNamed) {
        String hex = HexFormat.of().formatHex(first.bytes(), 0, Math.min(first.bytes().length, 8));
        for (Map.Entry<String, String> beginning : BEGINNINGS.entrySet()) {
            if (hex.startsWith(beginning.getKey())) {
                return beginning.getValue();
            }
        }
        if (hex.matches("00[0-9a-f]{2}00.*|[0-9a-f]{2}00[0-9a-f]{2}00.*")) {
            return hex.startsWith("0000") ? "it begins with NUL bytes" : UTF_16;
        }
        String text = new String(first.stripped(), StandardCharsets.UTF_8);
        if (SEPARATOR_LINE.matcher(text).matches()) {
            return "its first line is an instruction for spreadsheets: remove that line";
        }
        if (isJson(text)) {
            return null;
        }
        String csv = csv(text);
        return csv == null && !accountNamed && first.bytes().length > 0
                ? "it is neither JSON nor the CSV of 'export history'"
                : csv;
    }

    private static boolean isJson(String text) {
        return text.startsWith("{") || text.startsWith("[");
    }

    private static @Nullable String csv(String line) {
        List<String> cells = Arrays.stream(line.split("[,;|\t]", -1))
                .map(cell -> cell.replace("\"", "").strip())
                .toList();
        if (HistoryCsv.isRow(cells)) {
            return "it has no header: export it without --no-header, or add the line "
                    + String.join(",", HistoryCsv.COLUMNS);
        }
        for (Map.Entry<String, List<String>> report : REPORTS) {
            if (cells.containsAll(report.getValue())) {
                return "it is the report " + report.getKey() + ": only 'history' can be imported";
            }
        }
        return header(line, cells);
    }

    private static @Nullable String header(String line, List<String> cells) {
        List<String> words = List.of(line.toLowerCase(Locale.ROOT).split("[^a-z_]+"));
        List<String> missing = HistoryCsv.COLUMNS.stream()
                .filter(column -> !words.contains(column))
                .toList();
        if (missing.size() <= HistoryCsv.COLUMNS.size() - ENOUGH_COLUMNS) {
            return "its header is not that of 'export history': " + difference(cells, missing);
        }
        if (cells.size() < 3
                || !cells.stream().allMatch(cell -> COLUMN.matcher(cell).matches())) {
            return null;
        }
        return "it is a CSV with the columns "
                + String.join(", ", cells.subList(0, Math.min(cells.size(), SHOWN_COLUMNS)))
                + (cells.size() > SHOWN_COLUMNS ? ", ..." : "") + ": only the report 'history' can be imported";
    }

    private static String difference(List<String> cells, List<String> missing) {
        if (!missing.isEmpty()) {
            return "it lacks " + String.join(", ", missing);
        }
        if (!cells.containsAll(HistoryCsv.COLUMNS)) {
            return "it has other capitals or separators, or text before it";
        }
        return cells.size() > HistoryCsv.COLUMNS.size() ? "it has other columns too" : "its columns have another order";
    }
}
