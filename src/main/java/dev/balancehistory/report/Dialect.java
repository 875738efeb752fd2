package dev.balancehistory.report;

/**
 * The form of the CSV: UTF-8, quoted as RFC 4180 requires, each line ended by a line feed.
 *
 * @param header whether the first line names the columns
 * @param spreadsheet whether to add a byte order mark and to escape text that a spreadsheet takes for a formula
 */
record Dialect(Delimiter delimiter, boolean header, boolean spreadsheet) {
    /** The separators of cells. */
    public enum Delimiter {
        COMMA(","),
        SEMICOLON(";"),
        TAB("\t"),
        PIPE("|");

        private final String sign;

        Delimiter(String sign) {
            this.sign = sign;
        }

        /** Returns the character. */
        public String sign() {
            return sign;
        }
    }

    String copy(String query) {
        return "copy (" + query + ") to stdout with (format csv, header " + header + ", delimiter E'"
                + (delimiter == Delimiter.TAB ? "\\t" : delimiter.sign) + "')";
    }
}
