package dev.balancehistory.exchange;

/** Makes text from outside fit for a log line, a table cell and a terminal. */
public final class Printable {
    private Printable() {}

    /**
     * Returns at most {@code limit} characters of the text, with everything that is not printable (control and format
     * characters, line breaks, halves of surrogate pairs) replaced by {@code ?}.
     */
    public static String text(String text, int limit) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), limit));
        text.codePoints().limit(limit + 1L).forEach(c -> {
            if (shown.length() < limit) {
                shown.appendCodePoint(isPrintable(c) ? c : '?');
            } else {
                shown.setCharAt(shown.length() - 1, '…');
            }
        });
        return shown.toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
