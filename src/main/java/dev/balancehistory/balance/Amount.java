package dev.balancehistory.balance;

import java.math.BigDecimal;

/** Reads an amount from the digits that an exchange sent: exactly, or not at all. */
public final class Amount {
    /** The most digits before the decimal point. */
    public static final int MAX_INTEGER_DIGITS = 40;

    /** The most digits after the decimal point. */
    public static final int MAX_SCALE = 30;

    // Enough for every amount in range, with sign and exponent. BigDecimal never sees a longer text.
    private static final int MAX_TEXT = 100;

    /** The digits of a text of at most this length fit into a long. */
    private static final int SHORT = 18;

    private Amount() {}

    /**
     * Reads a JSON number's text, keeping its value and its scale.
     *
     * @throws IllegalArgumentException if it is no number or out of range; the message states which
     */
    public static BigDecimal read(String text) {
        return inRange(readDifference(text));
    }

    /**
     * Reads a JSON number's text as {@link #read} does, in whatever range: the difference of two amounts can have one
     * digit more than an amount.
     *
     * @throws IllegalArgumentException if it is no number; the message states that
     */
    public static BigDecimal readDifference(String text) {
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("has " + text.length() + " characters, more than an amount can need");
        }
        if (!isNumber(text)) {
            throw new IllegalArgumentException("is not a number");
        }
        if (text.length() <= SHORT && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
            return ofFewDigits(text);
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("has an exponent that no amount can need", e);
        }
    }

    /** Returns what {@code new BigDecimal(text)} returns, much faster: an import reads millions of amounts. */
    private static BigDecimal ofFewDigits(String text) {
        boolean negative = text.charAt(0) == '-';
        long digits = 0;
        int scale = 0;
        for (int at = negative ? 1 : 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '.') {
                scale = text.length() - at - 1;
            } else {
                digits = 10 * digits + (c - '0');
            }
        }
        return BigDecimal.valueOf(negative ? -digits : digits, scale);
    }

    /**
     * Returns whether the text is a JSON number: BigDecimal also accepts +1, .5, 007 and the digits of every script.
     * There is no pattern, since it would take a tenth of an import.
     */
    private static boolean isNumber(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int end = afterDigits(text, start);
        if (end == start || (end > start + 1 && text.charAt(start) == '0')) {
            return false;
        }
        if (end < text.length() && text.charAt(end) == '.') {
            int fraction = end + 1;
            end = afterDigits(text, fraction);
            if (end == fraction) {
                return false;
            }
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int exponent = end + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
                exponent++;
            }
            end = afterDigits(text, exponent);
            if (end == exponent) {
                return false;
            }
        }
        return end == text.length();
    }

    private static int afterDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /**
     * Returns the amount if PostgreSQL and every reader preserve it digit for digit.
     *
     * @throws IllegalArgumentException if it has more than {@value #MAX_INTEGER_DIGITS} digits before the point or
     *     more than {@value #MAX_SCALE} behind it
     */
    public static BigDecimal inRange(BigDecimal amount) {
        if (amount.scale() > MAX_SCALE) {
            throw new IllegalArgumentException("has more than " + MAX_SCALE + " decimal places");
        }
        if ((long) amount.precision() - amount.scale() > MAX_INTEGER_DIGITS) {
            throw new IllegalArgumentException("has more than " + MAX_INTEGER_DIGITS + " digits before the point");
        }
        return amount;
    }
}
