package dev.balancehistory.report;

/**
 * How the CSV is written: UTF-8, quoted where RFC 4180 asks for it, each line ended by a line feed.
 *
 * @param header whether the first line names the columns
 * @param spreadsheet with a byte order mark, and no text that a spreadsheet would take for a formula
 */
record Dialect(Delimiter delimiter, boolean header, boolean spreadsheet) {
    /** What can stand between two cells. */
    public enum Delimiter {
        COMMA(","),
        SEMICOLON(";"),
        TAB("\t"),
        PIPE("|");

        private final String sign;

        Delimiter(String sign) {
            this.sign = sign;
        }

        /** Returns the character itself. */
        public String sign() {
            return sign;
        }
    }

    String copy(String query) {
        return "copy (" + query + ") to stdout with (format csv, header " + header + ", delimiter E'"
                + (delimiter == Delimiter.TAB ? "\\t" : delimiter.sign) + "')";
    }
}
