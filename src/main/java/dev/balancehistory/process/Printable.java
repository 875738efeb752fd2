package dev.balancehistory.process;

/** Makes external text printable in a log line, a table cell and a terminal. */
public final class Printable {
    private Printable() {}

    /**
     * Returns the text with {@code ?} for everything unprintable: control and format characters, line breaks, halves of
     * surrogate pairs. A text of more than {@code limit} chars ends with an ellipsis.
     */
    public static String text(String text, int limit) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), limit));
        int roomForEllipsis = 0;
        for (int next = 0; next < text.length(); next += Character.charCount(text.codePointAt(next))) {
            int codePoint = text.codePointAt(next);
            shown.appendCodePoint(isPrintable(codePoint) ? codePoint : '?');
            if (shown.length() < limit) {
                roomForEllipsis = shown.length();
            } else if (shown.length() > limit) {
                shown.setLength(roomForEllipsis);
                return shown.append('…').toString();
            }
        }
        return shown.toString();
    }

    /** Returns the message of an exception, or the name of its class without one, as {@link #text} does. */
    public static String message(Throwable e, int limit) {
        return text(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), limit);
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
