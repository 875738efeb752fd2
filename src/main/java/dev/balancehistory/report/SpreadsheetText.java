package dev.balancehistory.report;

/** Marks text that a spreadsheet would take for a formula, or would read as a number, a date or a boolean. */
final class SpreadsheetText {
    private static final String FORMULA = "^[-=+@''\\t\\r]";

    /** The characters of numbers, dates and times, besides letters. */
    private static final String SIGNS = "[0-9[:space:]\u00a0.,:;/%()$€£¥₩년월일시분초+-]*";

    /** The names of months in English and German. */
    private static final String MONTHS =
            "jan(uary|uar)?|feb(ruary|ruar)?|mar(ch)?|märz?|mrz|apr(il)?|may|mai|june?|juni"
                    + "|july?|juli|aug(ust)?|sept?(ember)?|oct(ober)?|okt(ober)?|nov(ember)?|dec(ember)?|dez(ember)?";

    /** The truth values in the languages of most spreadsheets. */
    private static final String TRUTHS = "true|false|wahr|falsch|vrai|faux|vero|verdadero|falso|참|거짓";

    /** The letters after a digit: an exponent, the T of an instant, and the halves of a day. */
    private static final String LETTERS =
            "[0-9.]e[-+]?[0-9]" + SIGNS + "|[0-9]t[0-9][0-9:.]*z?|[0-9][[:space:]]*[ap]m|[0-9][[:space:]]+[ap]";

    private static final String VALUE =
            "^(?:(?=.*[0-9])" + SIGNS + "(?:|" + LETTERS + "|(?:" + MONTHS + ")" + SIGNS + ")|" + TRUTHS + ")$";

    private SpreadsheetText() {}

    /**
     * Returns the SQL expression of a cell.
     *
     * @param column the quoted name of a column of text
     */
    static String expression(String column) {
        return "case when %1$s ~ '%2$s' or %1$s ~* '%3$s' then '''' || %1$s else %1$s end as %1$s"
                .formatted(column, FORMULA, VALUE);
    }
}
