package dev.balancehistory.statement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A number, split for the page. It is copied as a plain number, since the separators are not part of its text.
 *
 * @param plain the number as text: a minus or plus sign, the integer, a point and the fraction
 * @param head the sign and the digits before the first separator
 * @param groups the following groups of three digits
 * @param fraction the point and the fraction up to its trailing zeros
 * @param zeros the trailing zeros, if they are several
 * @param isZero whether the number is zero
 */
record Digits(String plain, String head, List<String> groups, String fraction, String zeros, boolean isZero) {
    // The point belongs to them if no other digit follows it.
    private static final Pattern ZEROS = Pattern.compile("\\.?0{2,}$");

    /** Returns a number as received. */
    static Digits of(BigDecimal number) {
        return of(number.toPlainString(), number.signum() == 0);
    }

    /** Returns a difference, with a plus sign if it is positive. */
    static Digits ofChange(BigDecimal number) {
        return of((number.signum() > 0 ? "+" : "") + number.toPlainString(), number.signum() == 0);
    }

    /** Returns a count. */
    static Digits of(long count) {
        return of(Long.toString(count), count == 0);
    }

    private static Digits of(String plain, boolean isZero) {
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        String fraction = point < 0 ? "" : plain.substring(point);
        int sign = "+-".indexOf(whole.charAt(0)) < 0 ? 0 : 1;
        int first = sign + (whole.length() - sign - 1) % 3 + 1;
        List<String> groups = new ArrayList<>();
        for (int i = first; i < whole.length(); i += 3) {
            groups.add(whole.substring(i, i + 3));
        }
        String significant = ZEROS.matcher(fraction).replaceFirst("");
        return new Digits(
                plain,
                whole.substring(0, first),
                List.copyOf(groups),
                significant,
                fraction.substring(significant.length()),
                isZero);
    }

    /** Returns the number of digits behind the point. */
    int places() {
        return Math.max(0, fraction.length() + zeros.length() - 1);
    }
}
