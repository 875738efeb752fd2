package dev.balancehistory.cli;

import java.util.regex.Pattern;

/** The apostrophe that keeps a spreadsheet from changing the content of a cell. */
public final class SpreadsheetMark {
    /** The option of commands that write a CSV for spreadsheets. */
    public static final String OPTION = "excel";

    /**
     * Finds text that a spreadsheet would take for a formula, or that begins with the mark. This regular expression and
     * {@link #VALUE} mean the same in Java and in PostgreSQL.
     */
    public static final String FORMULA = "^[-=+@'\\t\\r]";

    /** The characters of numbers, dates and times, besides letters. */
    private static final String SIGNS = "[0-9\\s\u00a0.,:;/%()$€£¥₩년월일시분초+-]*";

    /** The names of months in English and German. */
    private static final String MONTHS =
            "jan(uary|uar)?|feb(ruary|ruar)?|mar(ch)?|märz?|mrz|apr(il)?|may|mai|june?|juni"
                    + "|july?|juli|aug(ust)?|sept?(ember)?|oct(ober)?|okt(ober)?|nov(ember)?|dec(ember)?|dez(ember)?";

    /** The truth values in the languages of most spreadsheets. */
    private static final String TRUTHS = "true|false|wahr|falsch|vrai|faux|vero|verdadero|falso|참|거짓";

    /** The letters after a digit: an exponent, the T of an instant, and the halves of a day. */
    private static final String LETTERS =
            "[0-9.]e[-+]?[0-9]" + SIGNS + "|[0-9]t[0-9][0-9:.]*z?|[0-9]\\s*[ap]m|[0-9]\\s+[ap]";

    /** Finds text that a spreadsheet would read as a number, a date or a truth value, in upper or lower case. */
    public static final String VALUE =
            "^(?:(?=.*[0-9])" + SIGNS + "(?:|" + LETTERS + "|(?:" + MONTHS + ")" + SIGNS + ")|" + TRUTHS + ")$";

    /** The number of digits that a spreadsheet keeps. */
    private static final int MOST_DIGITS = 15;

    private static final Pattern FORMULA_TEXT = Pattern.compile(FORMULA);
    private static final Pattern VALUE_TEXT = Pattern.compile(VALUE, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern OUTER_ZEROS = Pattern.compile("^0+|0+$");

    private SpreadsheetMark() {}

    /** Returns the text, with the mark if it needs one. */
    public static String text(String text) {
        boolean changed =
                FORMULA_TEXT.matcher(text).find() || VALUE_TEXT.matcher(text).find();
        return changed ? "'" + text : text;
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
