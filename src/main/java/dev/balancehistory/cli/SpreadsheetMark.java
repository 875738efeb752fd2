package dev.balancehistory.cli;

import java.util.regex.Pattern;

/** The apostrophe that keeps a spreadsheet from changing the content of a cell. */
public final class SpreadsheetMark {
    /** The option of commands that write a CSV for spreadsheets. */
    public static final String OPTION = "excel";

    /**
     * Finds text that would become something else, such as a formula, or that begins with the mark. The regular
     * expression means the same in Java and in PostgreSQL.
     */
    public static final String CHANGED = "^[-=+@'\\t\\r]";

    /** The number of digits that a spreadsheet keeps. */
    private static final int MOST_DIGITS = 15;

    private static final Pattern CHANGED_TEXT = Pattern.compile(CHANGED);
    private static final Pattern OUTER_ZEROS = Pattern.compile("^0+|0+$");

    private SpreadsheetMark() {}

    /** Returns the text, with the mark if it needs one. */
    public static String text(String text) {
        return CHANGED_TEXT.matcher(text).find() ? "'" + text : text;
    }

    /**
     * Returns the number, with the mark if a spreadsheet would round it.
     *
     * @param plain the number as plain decimal
     */
    public static String number(String plain) {
        String digits =
                OUTER_ZEROS.matcher(plain.replace("-", "").replace(".", "")).replaceAll("");
        return digits.length() > MOST_DIGITS ? "'" + plain : plain;
    }
}
